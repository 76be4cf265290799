import type { LiveMessage, PositionMessage } from '@doorstep/contracts'
import type { CloseReason, Connection } from './connection.ts'
import type { Frame } from './frame.ts'

/** Above this the other side has stopped reading: the kernel's own buffers are full already. */
const SLOW_ABOVE_BYTES = 16 * 1024

/** What is never dropped still has an end, so that memory has one too. */
const MAX_BUFFERED_BYTES = 1024 * 1024

/** A phone in a lift is back within this; one that is not is better served by a new connection. */
export const STALLED_AFTER_MS = 10_000

/** What one customer is shown of one delivery, over one connection. */
export interface Subscriber {
  /** The position the customer has come to; before the first, the one they say they have. */
  readonly cursor: string | undefined
  /** Goes on from a position the customer has: nothing up to it is sent. */
  resumeFrom(position: PositionMessage): void
  /**
   * Sends in order. A position is sent only if it is newer than the last, and while the connection is slow only the
   * newest waits: the customer skips to it. Everything else is always sent.
   */
  send(frame: Frame): void
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
  let waiting: { readonly frame: Frame; readonly position: PositionMessage } | undefined
  let stalled: NodeJS.Timeout | undefined

  const isSlow = () => connection.bufferedBytes() > SLOW_ABOVE_BYTES

  function write(frame: Frame): void {
    if (connection.bufferedBytes() > MAX_BUFFERED_BYTES) {
      close('tooSlow')
    } else {
      metrics.sent(frame.message.type)
      connection.write(frame, sendWaiting)
    }
  }

  function sendWaiting(): void {
    if (waiting === undefined || isSlow()) return
    const { frame, position } = waiting
    stopWaiting()
    cursor = position.cursor
    write(frame)
  }

  function stopWaiting(): void {
    waiting = undefined
    clearTimeout(stalled)
    stalled = undefined
  }

  function sendPosition(frame: Frame, position: PositionMessage): void {
    if (position.recordedAt <= shownAt) return
    shownAt = position.recordedAt
    if (waiting !== undefined) metrics.conflated()
    waiting = { frame, position }
    sendWaiting()
    if (waiting !== undefined) stalled ??= setTimeout(close, STALLED_AFTER_MS, 'tooSlow').unref()
  }

  function sendAlways(frame: Frame, message: LiveMessage): void {
    if (message.type === 'reset') cursor = undefined
    if (message.type === 'snapshot') {
      cursor = message.cursor
      shownAt = message.position?.recordedAt ?? shownAt
    }
    if (message.type === 'snapshot' || hidesPosition(message)) stopWaiting()
    write(frame.at(cursor))
  }

  function close(reason: CloseReason): void {
    stopWaiting()
    connection.close(reason)
  }

  return {
    get cursor() {
      return cursor
    },
    resumeFrom(position) {
      cursor = position.cursor
      shownAt = position.recordedAt
    },
    send(frame) {
      const { message } = frame
      if (message.type === 'position') sendPosition(frame, message)
      else sendAlways(frame, message)
    },
    close,
  }
}

function hidesPosition(message: LiveMessage): boolean {
  return 'delivery' in message && message.delivery.status !== 'picked-up'
}
