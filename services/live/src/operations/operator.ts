import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'

/** Why an operator's socket is closed; the numbers are the customers' (`gateway/connection.ts`). */
export const closeCodes = { goingAway: 1001, tooMany: 1013, keyWrong: 4001, tooSlow: 4008 } as const
export type OperatorCloseReason = keyof typeof closeCodes

/** For a browser that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 2_000

/** One operator's open socket. Closing what is closed does nothing, nor does writing to it. */
export interface Operator {
  write(text: Buffer): void
  /** What waits in this process because the other side does not read. */
  bufferedBytes(): number
  /** Resolves when it has gone; it is cut off if it does not go by itself. */
  close(reason: OperatorCloseReason): Promise<void>
}

export function operatorOf(socket: WebSocket): Operator {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  keepAlive(socket)
  socket.on('close', resolve)

  return {
    write(text) {
      if (socket.readyState === socket.OPEN) socket.send(text, { binary: false })
    },
    bufferedBytes: () => socket.bufferedAmount,
    close(reason) {
      socket.close(closeCodes[reason])
      setTimeout(() => socket.terminate(), CLOSED_WITHIN_MS).unref()
      return closed
    },
  }
}
