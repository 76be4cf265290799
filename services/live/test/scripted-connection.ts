import type { LiveMessage } from '@doorstep/contracts'
import type { CloseReason, Connection } from '../src/gateway/connection.ts'

/** A connection whose other side reads only when it is told to. */
export interface ScriptedConnection extends Connection {
  /** What the other side has received, in order. */
  readonly received: LiveMessage[]
  closedFor: CloseReason | undefined
  /** The other side stops reading: what is sent from now on waits, after this much else. */
  stall(bufferedBytes?: number): void
  /** The other side reads everything. */
  read(): void
}

export function scriptedConnection(): ScriptedConnection {
  const received: LiveMessage[] = []
  const waiting: { message: LiveMessage; bytes: number; written: () => void }[] = []
  let stalledBytes: number | undefined

  return {
    transport: 'websocket',
    received,
    closedFor: undefined,
    write({ message, webSocket }, written) {
      if (stalledBytes === undefined && waiting.length === 0) received.push(message)
      else waiting.push({ message, bytes: webSocket.length, written })
    },
    bufferedBytes: () => (stalledBytes ?? 0) + waiting.reduce((sum, { bytes }) => sum + bytes, 0),
    close(reason) {
      this.closedFor ??= reason
    },
    terminate() {
      this.closedFor ??= 'tooSlow'
    },
    stall(bufferedBytes = 100_000) {
      stalledBytes = bufferedBytes
    },
    read() {
      stalledBytes = undefined
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        received.push(next.message)
        waiting.shift()
        next.written()
      }
    },
  }
}
