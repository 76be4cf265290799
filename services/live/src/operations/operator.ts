import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'

/** Why an operator's socket is closed; the numbers are the customers' (`gateway/connection.ts`). */
export const closeCodes = { goingAway: 1001, tooMany: 1013, keyWrong: 4001, tooSlow: 4008 } as const
export type OperatorCloseReason = keyof typeof closeCodes

/** For a browser that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 2_000

/** What is asked behind each message; a heartbeat asks nothing. */
const HAS_ARRIVED = Buffer.from('has it arrived?')

/** One operator's open socket. Closing what is closed does nothing, nor does writing to it. */
export interface Operator {
  write(text: Buffer): void
  /**
   * What was sent and has not arrived, as the other side answers. A message is large and the next tells all, so while there
   * is any of it the next should wait: on a slow network nobody is further behind than one message takes.
   */
  unreadBytes(): number
  /** Resolves when it has gone; it is cut off if it does not go by itself. */
  close(reason: OperatorCloseReason): Promise<void>
}

export function operatorOf(socket: WebSocket): Operator {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  let unreadBytes = 0
  keepAlive(socket)
  socket.on('pong', (answer) => {
    if (answer.equals(HAS_ARRIVED)) unreadBytes = 0
  })
  socket.on('close', resolve)

  return {
    write(text) {
      if (socket.readyState !== socket.OPEN) return
      socket.send(text, { binary: false })
      socket.ping(HAS_ARRIVED)
      unreadBytes = text.length
    },
    unreadBytes: () => unreadBytes,
    close(reason) {
      socket.close(closeCodes[reason])
      setTimeout(() => socket.terminate(), CLOSED_WITHIN_MS).unref()
      return closed
    },
  }
}
