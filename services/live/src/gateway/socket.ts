import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'
import { type CloseReason, type Connection, closeCodes } from './connection.ts'
import type { ConnectionMetrics } from './connections.ts'
import type { Frame } from './frame.ts'

/** For a client that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 5_000

/** A WebSocket as a connection. One that answers no ping until the next is cut off: its phone has long gone. */
export function socketConnection(socket: WebSocket, metrics: Pick<ConnectionMetrics, 'closed'>): Connection {
  let cutOff: NodeJS.Timeout | undefined
  keepAlive(socket)
  socket.on('close', () => clearTimeout(cutOff))

  return {
    transport: 'websocket',
    write(frame: Frame, written) {
      if (socket.readyState === socket.OPEN) socket.send(frame.webSocket, { binary: false }, written)
    },
    bufferedBytes: () => socket.bufferedAmount,
    close(reason: CloseReason) {
      if (cutOff !== undefined) return
      metrics.closed(reason)
      socket.close(closeCodes[reason])
      cutOff = setTimeout(() => socket.terminate(), CLOSED_WITHIN_MS).unref()
    },
    terminate: () => socket.terminate(),
  }
}
