import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { aDelivery } from '@doorstep/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EndReason } from './connection.ts'
import { eventStreamConnection } from './event-stream.ts'
import { frameOf } from './frame.ts'

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
  const reasons: EndReason[] = []
  const connection = eventStreamConnection(response as unknown as ServerResponse, {
    closed: (reason) => void reasons.push(reason),
  })
  return { response, reasons, connection }
}

const { deliveryId, pickup, dropoff, createdAt } = aDelivery()
const delivery = { deliveryId, status: 'picked-up', pickup, dropoff, createdAt } as const
const frame = frameOf({ type: 'notification', kind: 'arrived', at: 1 })
const frameMs = frame.serverSentEvent().length

it('is cut off when it has not taken a heartbeat until the next is due, and that is counted', () => {
  const { response, reasons } = aResponse({ takes: false })
  vi.advanceTimersByTime(3 * A_BEAT_MS)
  expect(response).toMatchObject({ beats: 1, destroyed: true })
  expect(reasons).toEqual(['silent'])
})

it('stays for as long as it takes them, but for a quarter of an hour: its phone may have died in silence', () => {
  const { response, reasons } = aResponse({ takes: true })
  vi.advanceTimersByTime(15 * 60_000 - 1)
  expect(response).toMatchObject({ writableEnded: false, destroyed: false })
  vi.advanceTimersByTime(1)
  expect(response).toMatchObject({ writableEnded: true, destroyed: false })
  expect(reasons).toEqual(['goingAway'])
})

it('is behind after each frame for as long as 1 KB/s takes for it, and says when that is over', () => {
  const { connection } = aResponse({ takes: true })
  let caughtUp = 0
  connection.onCaughtUp(() => {
    caughtUp += 1
  })
  connection.write(frame)
  vi.advanceTimersByTime(frameMs - 1)
  expect({ caughtUp, isTaken: connection.offer(frame) }).toEqual({ caughtUp: 0, isTaken: false })
  vi.advanceTimersByTime(1)
  expect({ caughtUp, isTaken: connection.offer(frame) }).toEqual({ caughtUp: 1, isTaken: true })
})

it('is behind after something long for half a second: who can take it should not wait', () => {
  const { connection } = aResponse({ takes: true })
  const trail = Array.from({ length: 300 }, () => ({ lat: 60.17, lon: 24.94, recordedAt: 1 }))
  connection.write(frameOf({ type: 'snapshot', delivery, notifications: [], trail }))
  vi.advanceTimersByTime(500)
  expect(connection.offer(frame)).toBe(true)
})

it('stays behind while the kernel takes nothing more', () => {
  const { connection, response } = aResponse({ takes: false })
  response.writableLength = 20_000
  connection.write(frame)
  vi.advanceTimersByTime(1_000)
  expect(connection.offer(frame)).toBe(false)
})
