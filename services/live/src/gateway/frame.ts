import type { LiveMessage } from '@doorstep/contracts'

/** A message, encoded at most once for each transport, however many subscribers it goes to. */
export interface Frame {
  readonly message: LiveMessage
  readonly webSocket: Buffer
  readonly serverSentEvent: Buffer
  /**
   * The same message, carrying the cursor its subscriber has come to, so that resuming after any message is right.
   * Subscribers in step share the bytes.
   */
  at(cursor: string | undefined): Frame
}

export function frameOf(message: LiveMessage): Frame {
  const byCursor = new Map<string, Frame>()
  let text: string | undefined
  let webSocket: Buffer | undefined
  let serverSentEvent: Buffer | undefined

  function json(): string {
    text ??= JSON.stringify(message)
    return text
  }

  const frame: Frame = {
    message,
    get webSocket() {
      webSocket ??= Buffer.from(json())
      return webSocket
    },
    get serverSentEvent() {
      serverSentEvent ??= Buffer.from(`${idLine(message.cursor)}data: ${json()}\n\n`)
      return serverSentEvent
    },
    at(cursor) {
      if (cursor === undefined || cursor === message.cursor) return frame
      const known = byCursor.get(cursor) ?? frameOf({ ...message, cursor })
      byCursor.set(cursor, known)
      return known
    },
  }
  return frame
}

/** A browser sends the last id it saw as `Last-Event-ID` when it reconnects. */
function idLine(cursor: string | undefined): string {
  return cursor === undefined ? '' : `id: ${cursor}\n`
}
