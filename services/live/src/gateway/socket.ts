import type { Duplex } from 'node:stream'
import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'
import { type CloseReason, type Connection, closeCodes } from './connection.ts'
import type { ConnectionMetrics } from './connections.ts'
import { createFlow, isFull, noteAnswer, noteSent } from './flow.ts'
import type { Frame } from './frame.ts'

/** For a client that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 5_000

/** What is asked after a frame. Its answer repeats it, which tells it from the answer to a heartbeat. */
const HAS_ARRIVED = Buffer.from('?')

/** RFC 6455, 5.5.2: unmasked, as servers send it. */
const PING = Buffer.concat([Buffer.from([0x89, HAS_ARRIVED.length]), HAS_ARRIVED])

/**
 * A WebSocket as a connection. One that answers no ping until the next is cut off: its phone has long gone. Messages are
 * framed once for all sockets and go straight to the stream below `ws`, which without compression writes whole frames too.
 */
export function socketConnection(
  socket: WebSocket,
  stream: Duplex,
  metrics: Pick<ConnectionMetrics, 'closed'>,
): Connection {
  const flow = createFlow()
  let caughtUp = () => {}
  let cutOff: NodeJS.Timeout | undefined
  keepAlive(socket)
  socket.on('close', () => clearTimeout(cutOff))
  socket.on('pong', (answer) => {
    if (!HAS_ARRIVED.equals(answer)) return
    if (noteAnswer(flow, performance.now())) stream.write(PING)
    if (!isFull(flow)) caughtUp()
  })

  function write(frame: Frame): void {
    if (socket.readyState !== socket.OPEN) return
    const bytes = frame.webSocket()
    if (noteSent(flow, bytes.length, performance.now())) writeTogether(stream, bytes, PING)
    else stream.write(bytes)
  }

  return {
    transport: 'websocket',
    write,
    offer(frame) {
      if (isFull(flow)) return false
      write(frame)
      return true
    },
    unreadBytes: () => flow.underWay,
    onCaughtUp(listener) {
      caughtUp = listener
    },
    close(reason: CloseReason) {
      if (cutOff !== undefined) return
      metrics.closed(reason)
      socket.close(closeCodes[reason])
      cutOff = setTimeout(() => socket.terminate(), CLOSED_WITHIN_MS).unref()
    },
    terminate: () => socket.terminate(),
  }
}

/** In one packet. */
function writeTogether(stream: Duplex, ...chunks: readonly Buffer[]): void {
  stream.cork()
  for (const chunk of chunks) stream.write(chunk)
  stream.uncork()
}
