import type { LiveMessage } from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aPosition } from '../../test/positions.ts'
import { scriptedConnection } from '../../test/scripted-connection.ts'
import { trackedOf } from '../domain/live-delivery.ts'
import { frameOf } from './frame.ts'
import { STALLED_AFTER_MS } from './slowest-network.ts'
import { Subscriber } from './subscriber.ts'

const arrived: LiveMessage = { type: 'notification', kind: 'arrived', at: 1 }
const ended: LiveMessage = { type: 'ended', delivery: trackedOf(aDelivery({ status: 'delivered' })) }

function aSubscriber(cursor?: string) {
  const connection = scriptedConnection()
  const counts = { conflated: 0 }
  const metrics = {
    sent() {},
    conflated() {
      counts.conflated += 1
    },
  }
  const subscriber = new Subscriber(connection, metrics, cursor)
  const send = (message: LiveMessage) => subscriber.send(frameOf(message))
  const sendPositions = (...times: number[]) => {
    for (const time of times) send(aPosition(time))
  }
  return { connection, subscriber, counts, send, sendPositions }
}

const times = (messages: readonly LiveMessage[]) =>
  messages.map((message) => (message.type === 'position' ? message.recordedAt : message.type))

describe('a connection that keeps up', () => {
  it('gets every position', () => {
    const { connection, sendPositions } = aSubscriber()
    sendPositions(1, 2, 3)
    expect(times(connection.received)).toEqual([1, 2, 3])
  })

  it('never goes back, nor hears anything twice', () => {
    const { connection, sendPositions } = aSubscriber()
    sendPositions(5, 4, 5, 6)
    expect(times(connection.received)).toEqual([5, 6])
  })

  it('hears nothing up to the position it resumes from', () => {
    const { connection, subscriber, sendPositions } = aSubscriber()
    subscriber.resumeFrom(aPosition(5))
    sendPositions(4, 5, 6)
    expect(times(connection.received)).toEqual([6])
  })
})

describe('a slow connection', () => {
  it('skips to the newest position once it reads again', () => {
    const { connection, counts, sendPositions } = aSubscriber()
    sendPositions(1)
    connection.stall()
    sendPositions(2, 3, 4)
    expect(times(connection.received)).toEqual([1])

    connection.read()
    sendPositions(5)
    expect(times(connection.received)).toEqual([1, 4, 5])
    expect(counts.conflated).toBe(2)
  })

  it('gets the newest by itself when what was buffered has gone', () => {
    const { connection, send, sendPositions } = aSubscriber()
    connection.stall()
    send(arrived)
    sendPositions(2, 3)
    connection.read()
    expect(times(connection.received)).toEqual(['notification', 3])
  })

  it('gets all that it missed, however slow it is', () => {
    const { connection, subscriber, sendPositions } = aSubscriber()
    connection.stall()
    sendPositions(1, 2)
    for (const time of [2, 3, 4]) subscriber.sendMissed(frameOf(aPosition(time)))
    connection.read()
    expect(times(connection.received)).toEqual([3, 4])
  })

  it('loses no notification', () => {
    const { connection, send, sendPositions } = aSubscriber()
    connection.stall()
    for (let i = 0; i < 5; i++) {
      sendPositions(i)
      send(arrived)
    }
    connection.read()
    expect(times(connection.received)).toEqual([...Array(5).fill('notification'), 4])
  })

  it('gets no position any more once the delivery is over', () => {
    const { connection, send, sendPositions } = aSubscriber()
    connection.stall()
    sendPositions(1)
    send(ended)
    connection.read()
    expect(times(connection.received)).toEqual(['ended'])
  })

  it('is closed rather than let its buffer grow without end', () => {
    const { connection, send } = aSubscriber()
    connection.stall(2_000_000)
    send(arrived)
    expect(connection.closedFor).toBe('tooSlow')
  })
})

describe('a stalled connection', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['is waited for', STALLED_AFTER_MS - 1, undefined],
    ['is closed after that', STALLED_AFTER_MS, 'tooSlow'],
  ])('%s', (_rule, afterMs, closedFor) => {
    const { connection, sendPositions } = aSubscriber()
    connection.stall()
    sendPositions(1)
    vi.advanceTimersByTime(afterMs)
    expect(connection.closedFor).toBe(closedFor)
  })

  it('is let off when it reads in time', () => {
    const { connection, send, sendPositions } = aSubscriber()
    connection.stall()
    send(arrived)
    sendPositions(1)
    vi.advanceTimersByTime(STALLED_AFTER_MS - 1)
    connection.read()
    vi.advanceTimersByTime(STALLED_AFTER_MS)
    expect(connection.closedFor).toBeUndefined()
  })
})

describe('the cursor', () => {
  it('of what no fix is behind is that of the last position sent', () => {
    const { connection, send, sendPositions } = aSubscriber()
    send(arrived)
    sendPositions(7)
    send(arrived)
    expect(connection.received.map(({ cursor }) => cursor)).toEqual([undefined, '0:7', '0:7'])
  })

  it('does not run ahead to a position that still waits', () => {
    const { connection, send, sendPositions } = aSubscriber()
    sendPositions(7)
    connection.stall()
    sendPositions(8)
    send(arrived)
    connection.read()
    expect(connection.received.map(({ cursor }) => cursor)).toEqual(['0:7', '0:7', '0:8'])
  })

  it('is the one the client brought until a position brings another', () => {
    const { connection, send } = aSubscriber('0:3')
    send(arrived)
    expect(connection.received[0]?.cursor).toBe('0:3')
  })

  it('is forgotten with everything else by a reset', () => {
    const { connection, send } = aSubscriber('0:3')
    send({ type: 'reset' })
    expect(connection.received[0]?.cursor).toBeUndefined()
  })
})

it('encodes a message once for all subscribers in step', () => {
  const frame = frameOf(arrived)
  expect(frame.at('0:1')).toBe(frame.at('0:1'))
  expect(frame.at('0:1').webSocket()).toBe(frame.at('0:1').webSocket())
})
