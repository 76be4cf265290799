import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import type { EndReason } from './connection.ts'
import { frameOf } from './frame.ts'
import { HAS_ARRIVED, question } from './question.ts'
import { SocketConnection } from './socket.ts'

/** More than the interval of the heartbeat with its jitter. */
const A_BEAT_MS = 30_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const HEARTBEAT = Buffer.alloc(0)

function aSocket({ answers }: { answers: boolean }) {
  const happened: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    ping() {
      happened.push('ping')
      if (answers) socket.emit('pong', HEARTBEAT)
    },
    close: (code: number) => void happened.push(`close ${code}`),
    terminate() {
      happened.push('terminate')
      socket.emit('close')
    },
  })
  const written: Buffer[] = []
  const stream = { write: (bytes: Buffer) => void written.push(bytes) } as unknown as Duplex
  const closed: EndReason[] = []
  const connection = new SocketConnection(socket as unknown as WebSocket, stream, {
    closed: (reason) => void closed.push(reason),
  })
  return { happened, written, socket, connection, closed }
}

it('is cut off when it has not answered a ping until the next is due, and that is counted', () => {
  const { happened, closed } = aSocket({ answers: false })
  vi.advanceTimersByTime(3 * A_BEAT_MS)
  expect({ happened, closed }).toEqual({ happened: ['ping', 'terminate'], closed: ['silent'] })
})

it('stays for as long as it answers', () => {
  const { happened } = aSocket({ answers: true })
  vi.advanceTimersByTime(10 * A_BEAT_MS)
  expect(happened.length).toBeGreaterThanOrEqual(10)
  expect(new Set(happened)).toEqual(new Set(['ping']))
})

it('is cut off when it does not answer a goodbye', () => {
  const { happened, connection } = aSocket({ answers: true })
  connection.close('tooSlow')
  vi.advanceTimersByTime(5_000)
  expect(happened).toEqual(['close 4008', 'terminate'])
})

it('is left alone once it has closed', () => {
  const { happened, socket, connection } = aSocket({ answers: true })
  connection.close('ended')
  socket.emit('close')
  vi.advanceTimersByTime(10 * A_BEAT_MS)
  expect(happened).toEqual(['close 1000'])
})

it('sends nothing after its goodbye', () => {
  const { happened, written, socket, connection } = aSocket({ answers: true })
  connection.close('ended')
  socket.readyState = 2
  connection.write(frameOf({ type: 'reset' }))
  expect({ happened, written }).toEqual({ happened: ['close 1000'], written: [] })
})

it('is behind while a client that was asked has not answered, and says when it has caught up', () => {
  const { socket, connection } = aSocket({ answers: false })
  let caughtUp = 0
  connection.onCaughtUp(() => {
    caughtUp += 1
  })
  const frame = frameOf({ type: 'notification', kind: 'arrived', at: 1 })
  while (connection.offer(frame));
  expect(connection.unreadBytes()).toBeLessThan(4_096)
  socket.emit('pong', HAS_ARRIVED)
  expect({ caughtUp, isTaken: connection.offer(frame) }).toEqual({ caughtUp: 1, isTaken: true })
})

it('is still behind when only a heartbeat was answered', () => {
  const { socket, connection } = aSocket({ answers: false })
  const frame = frameOf({ type: 'notification', kind: 'arrived', at: 1 })
  while (connection.offer(frame));
  socket.emit('pong', HEARTBEAT)
  expect(connection.offer(frame)).toBe(false)
})

it('asks in the same packet as the frame that it asks after', () => {
  const { written, connection } = aSocket({ answers: false })
  const frame = frameOf({ type: 'notification', kind: 'arrived', at: 1 })
  while (connection.offer(frame));
  const asking = written.filter((bytes) => bytes.length > frame.webSocket().length)
  expect(asking).toEqual([Buffer.concat([frame.webSocket(), question])])
})
