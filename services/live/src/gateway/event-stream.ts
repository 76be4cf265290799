import type { ServerResponse } from 'node:http'
import { everyHeartbeat } from '@doorstep/runtime'
import type { CloseReason, Connection } from './connection.ts'
import type { ConnectionMetrics } from './connections.ts'
import type { Frame } from './frame.ts'
import { createPace } from './pace.ts'

const head = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold events back to fill a buffer.
  'x-accel-buffering': 'no',
}

/** Above this the other side has stopped reading: the kernel's buffers are full. */
const BEHIND_ABOVE_BYTES = 16 * 1024

const RECONNECT_AFTER_MS = 1_000
const RECONNECT_JITTER_MS = 2_000

/** A phone that died says nothing, and nothing that it is sent may fill the kernel's buffers: it is held for no longer. */
const OPEN_FOR_MS = 15 * 60_000

/**
 * Server-sent events as a connection. When it is closed the browser connects again by itself, and resumes, unless it was told
 * `ended`. One that has not taken a heartbeat until the next is cut off. Nobody answers what has arrived, so each is sent to
 * at a pace that slow ones keep up with.
 */
export function eventStreamConnection(
  response: ServerResponse,
  metrics: Pick<ConnectionMetrics, 'closed'>,
): Connection {
  response.writeHead(200, head)
  response.write(`retry: ${RECONNECT_AFTER_MS + Math.round(Math.random() * RECONNECT_JITTER_MS)}\n\n`)
  let isTaken = true
  const heartbeat = everyHeartbeat(() => {
    if (!isTaken) {
      metrics.closed('silent')
      return response.destroy()
    }
    isTaken = false
    response.write(':\n\n', () => {
      isTaken = true
    })
  })
  const age = setTimeout(() => close('goingAway'), OPEN_FOR_MS).unref()
  response.on('error', () => {})
  response.on('close', () => {
    heartbeat.stop()
    clearTimeout(age)
    pace.stop()
  })
  let caughtUp = () => {}
  const goOn = () => {
    if (!isBehind()) caughtUp()
  }
  const pace = createPace(goOn)
  const isBehind = () => pace.isPausing() || response.writableLength > BEHIND_ABOVE_BYTES

  function write(frame: Frame): void {
    if (response.writableEnded || response.destroyed) return
    const bytes = frame.serverSentEvent()
    pace.sent(bytes.length)
    response.write(bytes, goOn)
  }

  function close(reason: CloseReason): void {
    if (response.writableEnded || response.destroyed) return
    metrics.closed(reason)
    // What is not being read will not be read to its end either.
    if (reason === 'tooSlow') response.destroy()
    else response.end()
  }

  return {
    transport: 'sse',
    write,
    offer(frame) {
      if (isBehind()) return false
      write(frame)
      return true
    },
    unreadBytes: () => response.writableLength,
    onCaughtUp(listener) {
      caughtUp = listener
    },
    close,
    terminate: () => void response.destroy(),
  }
}
