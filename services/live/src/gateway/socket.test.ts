import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { socketConnection } from './socket.ts'

/** More than the interval of the heartbeat with its jitter. */
const A_BEAT_MS = 30_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aSocket({ answers }: { answers: boolean }) {
  const happened: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    ping() {
      happened.push('ping')
      if (answers) socket.emit('pong')
    },
    close: (code: number) => void happened.push(`close ${code}`),
    terminate() {
      happened.push('terminate')
      socket.emit('close')
    },
  })
  return { happened, socket, connection: socketConnection(socket as unknown as WebSocket, { closed() {} }) }
}

it('is cut off when it has not answered a ping until the next is due', () => {
  const { happened } = aSocket({ answers: false })
  vi.advanceTimersByTime(3 * A_BEAT_MS)
  expect(happened).toEqual(['ping', 'terminate'])
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
