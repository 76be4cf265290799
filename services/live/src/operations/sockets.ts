import type { IncomingMessage } from 'node:http'
import { isOurOrigin, refuseUpgrade, sameSecret } from '@doorstep/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import type { UpgradeHandler } from '../gateway/sockets.ts'
import type { Audience } from './audience.ts'
import { apiKeyOf, PROTOCOL } from './credential.ts'
import { type OnDemand, readyWithin } from './on-demand.ts'
import { type Operator, operatorOf } from './operator.ts'

export const STREAM_PATH = '/v1/operations/stream'

/** Each is sent everything, so there are few. */
const MOST_OPERATORS = 100
/** Operators have nothing to say; more than this ends the connection (1009). */
const MAX_PAYLOAD_BYTES = 1024
/** Riders whose places are not read by then come as changes. */
const WHOLE_WITHIN_MS = 3_000

interface OperatorSocketsOptions {
  readonly apiKey: string
  readonly publicOrigin: string
  readonly fixes: OnDemand
  readonly audience: Audience
}

export interface OperatorSockets {
  readonly upgrade: UpgradeHandler
  /** Sends all elsewhere, and resolves when they have gone. */
  goAway(): Promise<void>
}

/** `GET /v1/operations/stream`. A wrong key is told by close code 4001, as browsers hide HTTP statuses. */
export function operatorSockets(options: OperatorSocketsOptions): OperatorSockets {
  const { apiKey, publicOrigin, fixes, audience } = options
  const open = new Set<Operator>()
  let leaving = false
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })

  function hasKey({ headers }: IncomingMessage): boolean {
    const key = apiKeyOf(headers)
    return key !== undefined && sameSecret(key, apiKey)
  }

  async function serve(socket: WebSocket, mayLook: boolean): Promise<void> {
    const operator = operatorOf(socket)
    if (!mayLook) return operator.close('keyWrong')
    if (open.size >= MOST_OPERATORS) return operator.close('tooMany')
    const hold = fixes.hold()
    open.add(operator)
    socket.once('close', () => {
      open.delete(operator)
      audience.leave(operator)
      hold.release()
    })
    await readyWithin(hold, WHOLE_WITHIN_MS)
    if (open.has(operator)) audience.join(operator)
  }

  return {
    async goAway() {
      leaving = true
      await Promise.all([...open].map((operator) => operator.close('goingAway')))
    },
    upgrade(request, socket, head) {
      if (URL.parse(request.url ?? '', 'ws://live')?.pathname !== STREAM_PATH) return false
      if (leaving) refuseUpgrade(socket, 503)
      else if (isOurOrigin(request.headers, publicOrigin))
        server.handleUpgrade(request, socket, head, (opened) => void serve(opened, hasKey(request)))
      else refuseUpgrade(socket, 403)
      return true
    },
  }
}
