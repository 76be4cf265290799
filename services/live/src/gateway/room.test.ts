import { setImmediate as everythingReadyHasRun } from 'node:timers/promises'
import type { LiveMessage } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { aDelivery, aDeliveryEvent, until } from '@doorstep/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aPosition } from '../../test/positions.ts'
import { scriptedConnection } from '../../test/scripted-connection.ts'
import { afterEvent, type WatchedDelivery } from '../domain/live-delivery.ts'
import { extended, type Trail } from '../domain/trail.ts'
import { createRoom } from './room.ts'
import { Subscriber } from './subscriber.ts'

const quiet = { sent() {}, conflated() {} }

function delivery(fields: Parameters<typeof aDelivery>[0] = {}, version = 1): WatchedDelivery {
  const event = aDeliveryEvent({
    version,
    delivery: aDelivery({ status: 'picked-up', pickedUpAt: 0, ...fields }),
  })
  const known = afterEvent(undefined, event)
  if (known === undefined) throw new Error('a first event makes a delivery')
  return { ...known, exactSince: 0 }
}

/** A room before a store that can be away, and whose answers can be held back. */
function aRoom(known: WatchedDelivery | undefined = delivery()) {
  let current = known
  let stored: Trail = []
  let away = false
  let held: Promise<void> | undefined
  const room = createRoom({
    delivery: () => current,
    now: () => 1_000_000,
    async read(recordedAfter = -1) {
      const answer = stored.filter(({ recordedAt }) => recordedAt > recordedAfter)
      await held
      if (away) throw new UnavailableError('Redis is away')
      return answer
    },
  })
  return {
    room,
    /** As the projector does: stored, then published to those who are subscribed. */
    show(time: number, { published = true } = {}) {
      stored = extended(stored, aPosition(time))
      if (published) room.position(aPosition(time))
    },
    becomes(next: WatchedDelivery) {
      current = next
      room.deliveryChanged()
    },
    holdReads(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
    redisIs(state: 'away' | 'back') {
      away = state === 'away'
    },
    joined(cursor?: string) {
      const connection = scriptedConnection()
      const subscriber = new Subscriber(connection, quiet, cursor)
      room.join(subscriber)
      return { connection, subscriber, received: connection.received }
    },
  }
}

const told = (messages: readonly LiveMessage[]) =>
  messages.map((message) => (message.type === 'position' ? message.recordedAt : message.type))
const firstOf = (received: readonly LiveMessage[]) => until(() => received.length > 0)

describe('joining', () => {
  it('begins with a snapshot, goes on with each change', async () => {
    const { room, show, joined } = aRoom()
    show(1)
    const { received } = joined()
    room.subscribed()
    await firstOf(received)
    show(2)
    expect(told(received)).toEqual(['snapshot', 2])
    expect(received[0]).toMatchObject({ position: { recordedAt: 1 }, cursor: '0:1' })
  })

  it('misses nothing that is shown while the trail is being read', async () => {
    const { room, show, joined, holdReads } = aRoom()
    show(1)
    const release = holdReads()
    const { received } = joined('0:1')
    room.subscribed()
    show(2)
    show(3)
    release()
    await firstOf(received)
    expect(told(received)).toEqual(['status', 2, 3])
  })

  it('is answered at once, from memory, for all but the first', async () => {
    const { room, show, joined } = aRoom()
    show(1)
    const first = joined()
    room.subscribed()
    await firstOf(first.received)
    expect(told(joined().received)).toEqual(['snapshot'])
  })
})

describe('while the delivery is not on its way', () => {
  it('shows no position before the pickup, and those since as soon as it is known', async () => {
    const { room, show, joined, becomes } = aRoom(delivery({ status: 'assigned' }))
    const { received } = joined()
    room.subscribed()
    await firstOf(received)
    show(10)
    show(20)
    show(30)
    expect(told(received)).toEqual(['snapshot'])

    becomes(delivery({ pickedUpAt: 20 }, 2))
    expect(told(received)).toEqual(['snapshot', 'status', 20, 30])
  })

  it('says it is over, then closes, and shows nothing after', async () => {
    const { room, show, joined, becomes } = aRoom()
    const { received, connection } = joined()
    room.subscribed()
    await firstOf(received)
    becomes(delivery({ status: 'delivered' }, 2))
    show(10)
    expect(told(received)).toEqual(['snapshot', 'status', 'ended'])
    expect(connection.closedFor).toBe('ended')
  })

  it('closes for who comes within the grace time, after a snapshot', async () => {
    const { room, joined } = aRoom(delivery({ status: 'delivered' }))
    const { received, connection } = joined()
    room.subscribed()
    await firstOf(received)
    expect(told(received)).toEqual(['snapshot', 'ended'])
    expect(connection.closedFor).toBe('ended')
  })
})

describe('while Redis is away', () => {
  it('tells the state of the delivery, and the positions once it is back', async () => {
    const { room, show, joined, redisIs } = aRoom()
    redisIs('away')
    show(1)
    const { received } = joined()
    room.subscribed()
    await firstOf(received)
    expect(received[0]).not.toHaveProperty('position')

    redisIs('back')
    await until(() => received.length > 1)
    expect(told(received)).toEqual(['snapshot', 'snapshot'])
    expect(received[1]).toMatchObject({ position: { recordedAt: 1 } })
  })

  it('never resets: a client keeps what it has, and resumes once it is back', async () => {
    const { room, show, joined, redisIs } = aRoom()
    show(1)
    show(2)
    redisIs('away')
    const { received } = joined('0:1')
    room.subscribed()
    await firstOf(received)
    redisIs('back')
    await until(() => received.length > 1)
    expect(told(received)).toEqual(['status', 'status', 2])
  })

  it('brings those who stayed what they missed, in order, before what comes after', async () => {
    const { room, show, joined } = aRoom()
    const { received } = joined()
    room.subscribed()
    await firstOf(received)
    show(1)
    room.lost()
    show(2, { published: false })
    show(3, { published: false })
    show(4)
    room.subscribed()
    await until(() => received.length > 2)
    show(5)
    expect(told(received)).toEqual(['snapshot', 1, 2, 3, 4, 5])
  })

  it('still opens to who joins with what is known', async () => {
    const { room, show, joined } = aRoom()
    const first = joined()
    room.subscribed()
    await firstOf(first.received)
    show(1)
    room.lost()
    expect(joined().received[0]).toMatchObject({ type: 'snapshot', position: { recordedAt: 1 } })
  })
})

it('closes when the delivery is forgotten', async () => {
  const { room, joined } = aRoom()
  const { connection } = joined()
  room.close('linkClosed')
  expect(connection.closedFor).toBe('linkClosed')
})

describe('resuming', () => {
  const steps = fc.array(fc.constantFrom('show', 'show', 'show', 'cut', 'lose', 'recover', 'read'), {
    maxLength: 60,
  })

  it('has no gap, no repeat and never goes back, wherever connections are cut', async () => {
    await fc.assert(fc.asyncProperty(steps, followsTheScript), { numRuns: 500 })
  })

  async function followsTheScript(script: readonly string[]): Promise<void> {
    const { room, show, joined } = aRoom()
    const seen: number[] = []
    let published = true
    let time = 1
    show(time)
    room.subscribed()
    await everythingReadyHasRun()
    let page = joined()

    for (const step of script) {
      if (step === 'show') show(++time, { published })
      if (step === 'cut') page = joined(cutOff())
      if (step === 'read') await everythingReadyHasRun()
      if (step === 'lose') {
        published = false
        room.lost()
      }
      if (step === 'recover') {
        published = true
        room.subscribed()
      }
    }
    room.subscribed()
    await everythingReadyHasRun()
    cutOff()
    expect(seen).toEqual(Array.from({ length: time }, (_, index) => index + 1))

    /** The page keeps what it was shown, and the cursor of the last message it got, or brought along. */
    function cutOff(): string | undefined {
      for (const message of page.received) {
        if (message.type === 'position') seen.push(message.recordedAt)
        if (message.type === 'snapshot' && message.position !== undefined)
          seen.push(message.position.recordedAt)
      }
      room.leave(page.subscriber)
      return page.received.findLast(({ cursor }) => cursor !== undefined)?.cursor ?? page.subscriber.cursor
    }
  }
})
