import type { LiveMessage } from '@doorstep/contracts'
import { question } from './question.ts'
import { textFrame } from './text-frame.ts'

/** A message, encoded at most once for each transport, however many subscribers it goes to. */
export interface Frame {
  readonly message: LiveMessage
  /** With its header: as it goes over the wire. */
  webSocket(): Buffer
  /** The same, and in one packet with it the question whether it has arrived. */
  webSocketAsking(): Buffer
  serverSentEvent(): Buffer
  /**
   * The same message, carrying the cursor its subscriber has come to, so that resuming after any message is right.
   * Subscribers in step share the bytes.
   */
  at(cursor: string | undefined): Frame
}

export function frameOf(message: LiveMessage): Frame {
  let byCursor: Map<string, Frame> | undefined
  let text: string | undefined
  let webSocket: Buffer | undefined
  let webSocketAsking: Buffer | undefined
  let serverSentEvent: Buffer | undefined

  function json(): string {
    text ??= JSON.stringify(message)
    return text
  }

  const frame: Frame = {
    message,
    webSocket() {
      webSocket ??= textFrame(json())
      return webSocket
    },
    webSocketAsking() {
      webSocketAsking ??= Buffer.concat([frame.webSocket(), question])
      return webSocketAsking
    },
    serverSentEvent() {
      serverSentEvent ??= Buffer.from(`${idLine(message.cursor)}data: ${json()}\n\n`)
      return serverSentEvent
    },
    at(cursor) {
      if (cursor === undefined || cursor === message.cursor) return frame
      byCursor ??= new Map()
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
