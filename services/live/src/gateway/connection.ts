import type { Frame } from './frame.ts'

/** Why a connection is closed, in WebSocket's numbers. A stream of events just ends. */
export const closeCodes = {
  /** The delivery is over, everything has been said. */
  ended: 1000,
  /** This process stops: connect again, to another. */
  goingAway: 1001,
  /** Too many look at this delivery, or at this process: try again later. */
  tooMany: 1013,
  /** The link was never good, or is not any more. */
  linkClosed: 4001,
  /** What was sent is not being read. */
  tooSlow: 4008,
} as const
export type CloseReason = keyof typeof closeCodes

/** Why this process ended one. Who is silent is gone: there is nobody to tell why. */
export type EndReason = CloseReason | 'silent'

/**
 * One customer's open connection. Closing what is closed does nothing, nor does writing to it. What is asked of it for each
 * frame is a method: V8 looks a getter of an object literal up in a dictionary, each time.
 */
export interface Connection {
  readonly transport: 'websocket' | 'sse'
  /** Sends in order. */
  write(frame: Frame): void
  /** Sends it unless so much of what was sent has not arrived yet that what can wait should. True if it was sent. */
  offer(frame: Frame): boolean
  /** What was sent and has not arrived, as far as is known. */
  unreadBytes(): number
  /** Calls this one listener whenever what was sent has arrived and it is not behind any more. */
  onCaughtUp(listener: () => void): void
  close(reason: CloseReason): void
  /** Cuts it off, whatever still waits. */
  terminate(): void
}
