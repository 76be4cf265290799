import type { LiveMessage } from '@doorstep/contracts'
import type { CloseReason, Connection } from '../src/gateway/connection.ts'

/** A connection whose other side reads only when it is told to. */
export interface ScriptedConnection extends Connection {
  /** What the other side has received, in order. */
  readonly received: LiveMessage[]
  closedFor: CloseReason | undefined
  /** The other side stops reading: what is sent from now on waits, after this much else. */
  stall(unreadBytes?: number): void
  /** The other side reads everything. */
  read(): void
}

export function scriptedConnection(): ScriptedConnection {
  const received: LiveMessage[] = []
  const unread: { readonly message: LiveMessage; readonly bytes: number }[] = []
  let stalledBytes: number | undefined
  let caughtUp = () => {}

  return {
    transport: 'websocket',
    received,
    closedFor: undefined,
    write({ message, webSocket }) {
      if (stalledBytes === undefined) received.push(message)
      else unread.push({ message, bytes: webSocket().length })
    },
    offer(frame) {
      if (stalledBytes !== undefined) return false
      received.push(frame.message)
      return true
    },
    unreadBytes() {
      return (stalledBytes ?? 0) + unread.reduce((sum, { bytes }) => sum + bytes, 0)
    },
    onCaughtUp(listener) {
      caughtUp = listener
    },
    close(reason) {
      this.closedFor ??= reason
    },
    terminate() {
      this.closedFor ??= 'tooSlow'
    },
    stall(unreadBytes = 0) {
      stalledBytes = unreadBytes
    },
    read() {
      stalledBytes = undefined
      received.push(...unread.splice(0).map(({ message }) => message))
      caughtUp()
    },
  }
}
