import type { LiveMessage, PositionMessage } from '@doorstep/contracts'
import type { CloseReason, Connection } from './connection.ts'
import type { Frame } from './frame.ts'
import { patienceMs } from './slowest-network.ts'
import { createWaitingRoom, type WaitingRoom } from './waiting-room.ts'

/** What is never dropped still has an end, so that memory has one too. */
const MAX_UNREAD_BYTES = 1024 * 1024

export interface SubscriberMetrics {
  sent(type: LiveMessage['type']): void
  conflated(): void
}

/** What one customer is shown of one delivery, over one connection. A class for speed (ADR 43). */
export class Subscriber {
  readonly #connection: Connection
  readonly #metrics: SubscriberMetrics
  #cursor: string | undefined
  /** The last position that was sent, or waits. */
  #newest: { readonly recordedAt: number } = { recordedAt: -1 }
  /** Made when something first has to wait: most connections are never behind. */
  #waiting: WaitingRoom<Frame> | undefined

  constructor(connection: Connection, metrics: SubscriberMetrics, resumeCursor?: string) {
    this.#connection = connection
    this.#metrics = metrics
    this.#cursor = resumeCursor
    connection.onCaughtUp(() => {
      const frame = this.#waiting?.letIn()
      if (frame !== undefined) this.#write(frame, frame.message.cursor)
    })
  }

  /** The position the customer has come to; before the first, the one they say they have. */
  get cursor(): string | undefined {
    return this.#cursor
  }

  /** Goes on from a position the customer has: nothing up to it is sent. */
  resumeFrom(position: PositionMessage): void {
    this.#cursor = position.cursor
    this.#newest = position
  }

  /**
   * Sends in order. A position is sent only if it is newer than the last, and while the connection is behind only the
   * newest waits: the customer skips to it. Everything else is always sent.
   */
  send(frame: Frame): void {
    this.#send(frame, true)
  }

  /** Sends what the customer has missed, leaving out nothing but what they have. */
  sendMissed(frame: Frame): void {
    this.#send(frame, false)
  }

  close(reason: CloseReason): void {
    this.#waiting?.letIn()
    this.#connection.close(reason)
  }

  #send(frame: Frame, mayWait: boolean): void {
    const { message } = frame
    if (message.type !== 'position') {
      this.#sendAlways(frame, message)
      return
    }
    if (message.recordedAt <= this.#newest.recordedAt) return
    this.#newest = message
    if (!mayWait) this.#connection.write(frame)
    else if (!this.#connection.offer(frame)) {
      this.#wait(frame)
      return
    }
    if (this.#waiting?.letIn() !== undefined) this.#metrics.conflated()
    this.#cursor = message.cursor
    this.#metrics.sent('position')
  }

  #sendAlways(frame: Frame, message: LiveMessage): void {
    if (message.type === 'reset') this.#cursor = undefined
    if (message.type === 'snapshot') {
      this.#cursor = message.cursor
      this.#newest = message.position ?? this.#newest
    }
    if (message.type === 'snapshot' || hidesPosition(message)) this.#waiting?.letIn()
    if (this.#connection.unreadBytes() > MAX_UNREAD_BYTES) this.close('tooSlow')
    else this.#write(frame.at(this.#cursor), this.#cursor)
  }

  #write(frame: Frame, reached: string | undefined): void {
    this.#cursor = reached
    this.#metrics.sent(frame.message.type)
    this.#connection.write(frame)
  }

  #wait(frame: Frame): void {
    this.#waiting ??= createWaitingRoom(() => this.close('tooSlow'))
    if (this.#waiting.put(frame, patienceMs(this.#connection.unreadBytes()))) this.#metrics.conflated()
  }
}

function hidesPosition(message: LiveMessage): boolean {
  return 'delivery' in message && message.delivery.status !== 'picked-up'
}
