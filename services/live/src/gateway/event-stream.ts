import type { ServerResponse } from 'node:http'
import { everyHeartbeat } from '@doorstep/runtime'
import type { Connection } from './connection.ts'
import type { ConnectionMetrics } from './connections.ts'

const head = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold events back to fill a buffer.
  'x-accel-buffering': 'no',
}

/** Nobody answers on a stream of events: above this the other side has stopped reading, the kernel's buffers are full. */
const BEHIND_ABOVE_BYTES = 16 * 1024

const RECONNECT_AFTER_MS = 1_000
const RECONNECT_JITTER_MS = 2_000

/** Server-sent events as a connection. When it is closed the browser connects again by itself, unless it was told `ended`. */
export function eventStreamConnection(
  response: ServerResponse,
  metrics: Pick<ConnectionMetrics, 'closed'>,
): Connection {
  response.writeHead(200, head)
  response.write(`retry: ${RECONNECT_AFTER_MS + Math.round(Math.random() * RECONNECT_JITTER_MS)}\n\n`)
  const heartbeat = everyHeartbeat(() => response.write(':\n\n'))
  response.on('error', () => {})
  response.on('close', heartbeat.stop)
  let caughtUp = () => {}
  const isBehind = () => response.writableLength > BEHIND_ABOVE_BYTES
  const written = () => {
    if (!isBehind()) caughtUp()
  }

  return {
    transport: 'sse',
    write({ serverSentEvent }) {
      if (!response.writableEnded && !response.destroyed) response.write(serverSentEvent, written)
    },
    get isBehind() {
      return isBehind()
    },
    get unreadBytes() {
      return response.writableLength
    },
    onCaughtUp(listener) {
      caughtUp = listener
    },
    close(reason) {
      if (response.writableEnded || response.destroyed) return
      metrics.closed(reason)
      // What is not being read will not be read to its end either.
      if (reason === 'tooSlow') response.destroy()
      else response.end()
    },
    terminate: () => void response.destroy(),
  }
}
