import type { Duplex } from 'node:stream'
import { keepAlive } from '@doorstep/runtime'
import { WebSocket } from 'ws'
import { type CloseReason, type Connection, closeCodes } from './connection.ts'
import type { ConnectionMetrics } from './connections.ts'
import { createFlow, isFull, noteAnswer, noteSent } from './flow.ts'
import type { Frame } from './frame.ts'
import { HAS_ARRIVED, question } from './question.ts'

/** For a client that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 5_000

/**
 * A WebSocket as a connection. One that answers no ping until the next is cut off: its phone has long gone. Messages are
 * framed once for all sockets and go straight to the stream below `ws`, which without compression writes whole frames too.
 * A class for speed (ADR 43).
 */
export class SocketConnection implements Connection {
  readonly transport = 'websocket'
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #metrics: Pick<ConnectionMetrics, 'closed'>
  readonly #flow = createFlow()
  #caughtUp = () => {}
  #cutOff: NodeJS.Timeout | undefined

  constructor(socket: WebSocket, stream: Duplex, metrics: Pick<ConnectionMetrics, 'closed'>) {
    this.#socket = socket
    this.#stream = stream
    this.#metrics = metrics
    keepAlive(socket, () => metrics.closed('silent'))
    socket.on('close', () => clearTimeout(this.#cutOff))
    socket.on('pong', (answer) => {
      if (HAS_ARRIVED.equals(answer)) this.#arrived()
    })
  }

  write(frame: Frame): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const bytes = frame.webSocket()
    const isToBeAsked = noteSent(this.#flow, bytes.length, performance.now())
    this.#stream.write(isToBeAsked ? frame.webSocketAsking() : bytes)
  }

  offer(frame: Frame): boolean {
    if (isFull(this.#flow)) return false
    this.write(frame)
    return true
  }

  unreadBytes(): number {
    return this.#flow.underWay
  }

  onCaughtUp(listener: () => void): void {
    this.#caughtUp = listener
  }

  close(reason: CloseReason): void {
    if (this.#cutOff !== undefined) return
    this.#metrics.closed(reason)
    this.#socket.close(closeCodes[reason])
    this.#cutOff = setTimeout(() => this.terminate(), CLOSED_WITHIN_MS).unref()
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #arrived(): void {
    if (noteAnswer(this.#flow, performance.now())) this.#stream.write(question)
    if (!isFull(this.#flow)) this.#caughtUp()
  }
}
