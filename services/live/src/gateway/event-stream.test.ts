import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CloseReason } from './connection.ts'
import { eventStreamConnection } from './event-stream.ts'

/** More than the interval of the heartbeat with its jitter. */
const A_BEAT_MS = 30_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aResponse({ takes }: { takes: boolean }) {
  const response = Object.assign(new EventEmitter(), {
    writableEnded: false,
    destroyed: false,
    writableLength: 0,
    beats: 0,
    writeHead() {},
    write(text: string, written?: () => void) {
      if (text === ':\n\n') response.beats += 1
      if (takes) written?.()
    },
    end() {
      response.writableEnded = true
      response.emit('close')
    },
    destroy() {
      response.destroyed = true
      response.emit('close')
    },
  })
  const reasons: CloseReason[] = []
  eventStreamConnection(response as unknown as ServerResponse, {
    closed: (reason) => void reasons.push(reason),
  })
  return { response, reasons }
}

it('is cut off when it has not taken a heartbeat until the next is due', () => {
  const { response } = aResponse({ takes: false })
  vi.advanceTimersByTime(3 * A_BEAT_MS)
  expect(response).toMatchObject({ beats: 1, destroyed: true })
})

it('stays for as long as it takes them, but for a quarter of an hour: its phone may have died in silence', () => {
  const { response, reasons } = aResponse({ takes: true })
  vi.advanceTimersByTime(15 * 60_000 - 1)
  expect(response).toMatchObject({ writableEnded: false, destroyed: false })
  vi.advanceTimersByTime(1)
  expect(response).toMatchObject({ writableEnded: true, destroyed: false })
  expect(reasons).toEqual(['goingAway'])
})
