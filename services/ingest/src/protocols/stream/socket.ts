import { setTimeout as delay } from 'node:timers/promises'
import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'
import type { ProtocolOptions } from '../protocol.ts'
import { createSession, type Phone, type SessionOptions } from './session.ts'

/** Why ingest closes a stream, in WebSocket's numbers. */
export const closeCodes = {
  /** This process stops: connect again, and send again what was not answered. */
  goingAway: 1001,
  /** The key is no rider's, or was revoked. */
  keyWrong: 4001,
} as const

/** A rider whose key was revoked is told so with their next frame, but is not asked for it each time. */
const KEY_GOOD_FOR_MS = 1_000
/** Longer than the publisher's deadline: every frame that was read has its answer by then. */
const ANSWERED_WITHIN_MS = 3_000
/** For a phone that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 2_000

export interface OpenStream {
  /** Reads no more, answers what it has read, and says that this process goes. */
  goAway(): Promise<void>
}

export interface StreamParts extends Pick<ProtocolOptions, 'take' | 'keys' | 'pace' | 'nextPing'> {
  readonly log: SessionOptions['log']
}

/** Serves one socket whose key is this rider's. */
export function serveStream(
  socket: WebSocket,
  rider: { readonly riderId: string; readonly key: string },
  parts: StreamParts,
): OpenStream {
  const { riderId, key } = rider
  const session = createSession({ ...parts, riderId }, phoneOf(socket))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let keyCheckedAt = performance.now()
  let leaving = false

  function keyIsGood(): boolean {
    const now = performance.now()
    if (now - keyCheckedAt < KEY_GOOD_FOR_MS) return true
    keyCheckedAt = now
    return parts.keys.riderOf(key) === riderId
  }

  function close(code: number): void {
    leaving = true
    // Or the answer to the goodbye would not be read.
    socket.resume()
    socket.close(code)
  }

  socket.on('message', (data) => {
    if (leaving) return
    if (keyIsGood()) session.receive(data.toString())
    else close(closeCodes.keyWrong)
  })
  keepAlive(socket)

  return {
    async goAway() {
      leaving = true
      socket.pause()
      await Promise.race([session.answered(), closed, delay(ANSWERED_WITHIN_MS, undefined, { ref: false })])
      close(closeCodes.goingAway)
      await Promise.race([closed, delay(CLOSED_WITHIN_MS, undefined, { ref: false })])
      socket.terminate()
    },
  }
}

function phoneOf(socket: WebSocket): Phone {
  return {
    // To a socket that is closed as well: `written` is called there, too, and what waits for it ends.
    send: (answer, written) => socket.send(answer, { binary: false }, written),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  }
}
