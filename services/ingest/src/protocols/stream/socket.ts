import { setTimeout as delay } from 'node:timers/promises'
import { keepAlive } from '@doorstep/runtime'
import type { WebSocket } from 'ws'
import type { ProtocolOptions } from '../protocol.ts'
import type { StreamMetrics } from './metrics.ts'
import { createSession, type Phone, type SessionOptions } from './session.ts'

/** Why ingest closes a stream, in WebSocket's numbers. */
export const closeCodes = {
  /** This process stops: connect again, and send again what was not answered. */
  goingAway: 1001,
  /** The key is no rider's, or was revoked. */
  keyWrong: 4001,
} as const

/** Longer than the publisher's deadline: every frame that was read has its answer by then. */
const ANSWERED_WITHIN_MS = 3_000
/** For a phone that does not answer the goodbye, `ws` itself would wait 30 s. */
const CLOSED_WITHIN_MS = 2_000

export interface OpenStream {
  readonly riderId: string
  /** Closes it if its key is not good any more. */
  checkKey(): void
  /** Reads no more, answers what it has read, and says that this process goes. */
  goAway(): Promise<void>
}

export interface StreamParts extends Pick<ProtocolOptions, 'take' | 'keys' | 'pace' | 'nextPing'> {
  readonly log: SessionOptions['log']
  readonly metrics: StreamMetrics
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
  let leaving = false

  function close(code: number): void {
    leaving = true
    // Or the answer to the goodbye would not be read.
    socket.resume()
    socket.close(code)
  }

  socket.on('message', (data) => {
    if (!leaving) session.receive(data.toString())
  })
  keepAlive(socket)

  return {
    riderId,
    checkKey() {
      if (parts.keys.riderOf(key) !== riderId) close(closeCodes.keyWrong)
    },
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
