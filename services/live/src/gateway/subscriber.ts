import type { LiveMessage, PositionMessage } from '@doorstep/contracts'
import type { CloseReason, Connection } from './connection.ts'
import type { Frame } from './frame.ts'
import { patienceMs } from './slowest-network.ts'
import { createWaitingRoom, type WaitingRoom } from './waiting-room.ts'

/** What is never dropped still has an end, so that memory has one too. */
const MAX_UNREAD_BYTES = 1024 * 1024

/** What one customer is shown of one delivery, over one connection. */
export interface Subscriber {
  /** The position the customer has come to; before the first, the one they say they have. */
  cursor(): string | undefined
  /** Goes on from a position the customer has: nothing up to it is sent. */
  resumeFrom(position: PositionMessage): void
  /**
   * Sends in order. A position is sent only if it is newer than the last, and while the connection is behind only the
   * newest waits: the customer skips to it. Everything else is always sent.
   */
  send(frame: Frame): void
  /** Sends what the customer has missed, leaving out nothing but what they have. */
  sendMissed(frame: Frame): void
  close(reason: CloseReason): void
}

export interface SubscriberMetrics {
  sent(type: LiveMessage['type']): void
  conflated(): void
}

export function createSubscriber(
  connection: Connection,
  metrics: SubscriberMetrics,
  resumeCursor?: string,
): Subscriber {
  let cursor = resumeCursor
  let shownAt = -1
  /** Made when something first has to wait: most connections are never behind. */
  let waiting: WaitingRoom<Shown> | undefined
  connection.onCaughtUp(() => {
    const shown = waiting?.letIn()
    if (shown !== undefined) write(shown.frame, shown.position.cursor)
  })

  function write(frame: Frame, reached: string | undefined): void {
    cursor = reached
    metrics.sent(frame.message.type)
    connection.write(frame)
  }

  function wait(shown: Shown): void {
    waiting ??= createWaitingRoom(() => close('tooSlow'))
    if (waiting.put(shown, patienceMs(connection.unreadBytes()))) metrics.conflated()
  }

  function sendAlways(frame: Frame, message: LiveMessage): void {
    if (message.type === 'reset') cursor = undefined
    if (message.type === 'snapshot') {
      cursor = message.cursor
      shownAt = message.position?.recordedAt ?? shownAt
    }
    if (message.type === 'snapshot' || hidesPosition(message)) waiting?.letIn()
    if (connection.unreadBytes() > MAX_UNREAD_BYTES) close('tooSlow')
    else write(frame.at(cursor), cursor)
  }

  function send(frame: Frame, mayWait: boolean): void {
    const { message } = frame
    if (message.type !== 'position') {
      sendAlways(frame, message)
      return
    }
    if (message.recordedAt <= shownAt) return
    shownAt = message.recordedAt
    if (!mayWait) connection.write(frame)
    else if (!connection.offer(frame)) {
      wait({ frame, position: message })
      return
    }
    if (waiting?.letIn() !== undefined) metrics.conflated()
    cursor = message.cursor
    metrics.sent('position')
  }

  function close(reason: CloseReason): void {
    waiting?.letIn()
    connection.close(reason)
  }

  return {
    cursor: () => cursor,
    resumeFrom(position) {
      cursor = position.cursor
      shownAt = position.recordedAt
    },
    send: (frame) => send(frame, true),
    sendMissed: (frame) => send(frame, false),
    close,
  }
}

interface Shown {
  readonly frame: Frame
  readonly position: PositionMessage
}

function hidesPosition(message: LiveMessage): boolean {
  return 'delivery' in message && message.delivery.status !== 'picked-up'
}
