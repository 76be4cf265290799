import type { LiveMessage } from '@doorstep/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aSnapshot } from './a-message.ts'
import { backoffMs } from './backoff.ts'
import {
  type ConnectionState,
  connectLive,
  type Transport,
  type TransportEvents,
  transportFor,
} from './connection.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Attempt extends TransportEvents<LiveMessage> {
  readonly kind: string
  readonly cursor: string | undefined
  closed: boolean
}

function aConnection(cursor?: string) {
  const attempts: Attempt[] = []
  const states: ConnectionState[] = []
  const messages: LiveMessage[] = []
  const transport =
    (kind: string): Transport<LiveMessage> =>
    (cursor, events) => {
      const attempt = { ...events, kind, cursor, closed: false }
      attempts.push(attempt)
      return {
        close: () => {
          attempt.closed = true
        },
      }
    }
  const connection = connectLive({
    webSocket: transport('webSocket'),
    eventStream: transport('eventStream'),
    cursor: () => cursor,
    onMessage: (message) => void messages.push(message),
    onState: (state) => void states.push(state),
  })
  const latest = () => {
    const attempt = attempts.at(-1)
    if (attempt === undefined) throw new Error('nothing was tried')
    return attempt
  }
  return { connection, attempts, states, messages, latest }
}

describe('connectLive', () => {
  it('opens, hears messages and says so', () => {
    const { latest, states, messages } = aConnection()
    latest().opened()
    latest().message(aSnapshot())
    expect(states).toEqual(['connecting', 'open'])
    expect(messages).toEqual([aSnapshot()])
  })

  it('comes back after a loss, from the cursor it had', () => {
    const { latest, attempts, states } = aConnection('3:17')
    latest().opened()
    latest().lost()
    expect(states.at(-1)).toBe('reconnecting')

    vi.advanceTimersByTime(500)
    expect(attempts).toHaveLength(2)
    expect(latest()).toMatchObject({ kind: 'webSocket', cursor: '3:17', closed: false })
  })

  it('waits longer from loss to loss, until it hears something', () => {
    const { latest, attempts } = aConnection()
    for (let failures = 1; failures <= 4; failures++) {
      latest().lost()
      vi.advanceTimersByTime(500 * 2 ** (failures - 1))
      expect(attempts).toHaveLength(failures + 1)
    }
    latest().opened()
    latest().message(aSnapshot())
    latest().lost()
    vi.advanceTimersByTime(500)
    expect(attempts).toHaveLength(6)
  })

  it('takes server-sent events where no WebSocket opens', () => {
    const { latest } = aConnection()
    latest().lost()
    vi.advanceTimersByTime(500)
    expect(latest().kind).toBe('eventStream')
  })

  it('does not try again with a link that is refused', () => {
    const { latest, attempts, states } = aConnection()
    latest().refused()
    vi.advanceTimersByTime(3_600_000)
    expect(attempts).toHaveLength(1)
    expect(states).toEqual(['connecting', 'refused'])
  })

  it('tries anew when nothing is heard for a minute', () => {
    const { latest, attempts } = aConnection()
    latest().opened()
    vi.advanceTimersByTime(59_000)
    latest().message(aSnapshot())
    vi.advanceTimersByTime(59_000)
    expect(attempts).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false])
  })

  it('tries at once when told to, whatever it was waiting for', () => {
    const { connection, latest, attempts } = aConnection()
    latest().lost()
    connection.retryNow()
    expect(attempts).toHaveLength(2)
    vi.advanceTimersByTime(30_000)
    expect(attempts).toHaveLength(2)
  })

  it('begins anew with a WebSocket then, however often it had failed', () => {
    const { connection, latest } = aConnection()
    latest().lost()
    connection.retryNow()
    expect(latest().kind).toBe('webSocket')
    latest().lost()
    vi.advanceTimersByTime(500)
    expect(latest().kind).toBe('eventStream')
  })

  it('hears nothing more of a connection it gave up', () => {
    const { connection, attempts, messages, states } = aConnection()
    connection.close()
    attempts[0]?.message(aSnapshot())
    attempts[0]?.lost()
    vi.advanceTimersByTime(60_000)
    expect(messages).toEqual([])
    expect(states).toEqual(['connecting'])
    expect(attempts).toHaveLength(1)
  })
})

describe('transportFor', () => {
  it.each([
    [0, false, 'webSocket'],
    [1, false, 'eventStream'],
    [2, false, 'webSocket'],
    [1, true, 'webSocket'],
  ])('after %d failures, WebSocket seen open: %s → %s', (failures, socketOpened, expected) => {
    expect(transportFor(failures, socketOpened)).toBe(expected)
  })
})

describe('backoffMs', () => {
  it.each([
    [1, 250, 500],
    [2, 500, 1_000],
    [5, 4_000, 8_000],
    [6, 7_500, 15_000],
    [50, 7_500, 15_000],
  ])('after %d failures: between %d and %d ms', (failures, least, most) => {
    expect(backoffMs(failures, () => 0)).toBe(least)
    expect(backoffMs(failures, () => 1)).toBe(most)
  })
})
