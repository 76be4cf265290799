import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { isOurOrigin, type Logger, refuseUpgrade, type Service } from '@doorstep/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Admit } from './admission.ts'
import { callerOf } from './caller.ts'
import type { Connection } from './connection.ts'
import type { ConnectionMetrics, Connections } from './connections.ts'
import { cursorFrom } from './cursor.ts'
import type { Rooms } from './rooms.ts'
import { SocketConnection } from './socket.ts'
import { Subscriber, type SubscriberMetrics } from './subscriber.ts'

const PROTOCOL = 'doorstep.v1'

/** Customers have nothing to say; what they send is ignored, and more than this ends the connection (1009). */
const MAX_PAYLOAD_BYTES = 1024

export interface GatewayParts {
  readonly admit: Admit
  readonly rooms: Rooms
  readonly connections: Connections
  readonly metrics: SubscriberMetrics & ConnectionMetrics
}

/** Takes an upgrade, or answers false if it is not its to take. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

export interface SocketsOptions extends GatewayParts {
  readonly server: Server
  readonly publicOrigin: string
  readonly log: Logger
  /** Asked first. */
  readonly others?: UpgradeHandler
}

/** `GET /v1/track/:token/stream`. A link that opens nothing is told by close code 4001, as browsers hide HTTP statuses. */
export function webSockets(options: SocketsOptions): Service {
  const { server, publicOrigin, connections, log, others } = options
  const webSocketServer = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (others?.(request, socket, head)) return
    const asked = askedFor(request)
    if (asked === undefined) refuseUpgrade(socket, 404)
    else if (!isOurOrigin(request.headers, publicOrigin)) refuseUpgrade(socket, 403)
    else if (connections.isFull(asked.caller)) refuseUpgrade(socket, 503)
    else webSocketServer.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, socket, asked))
  }

  function accept(webSocket: WebSocket, stream: Duplex, asked: Asked): void {
    serve(webSocket, new SocketConnection(webSocket, stream, options.metrics), asked, options).catch(
      (err) => {
        log.error({ err }, 'socket not served')
        webSocket.terminate()
      },
    )
  }

  // From the beginning, as the server answers an upgrade without a listener like any request.
  server.on('upgrade', upgrade)

  return {
    name: 'web sockets',
    start: async () => undefined,
    stop: connections.goAway,
  }
}

interface Asked {
  readonly token: string
  readonly cursor: string | undefined
  readonly caller: string | undefined
}

function askedFor(request: IncomingMessage): Asked | undefined {
  const url = URL.parse(request.url ?? '', 'ws://live')
  const token = /^\/v1\/track\/([A-Za-z0-9_-]+)\/stream$/.exec(url?.pathname ?? '')?.[1]
  if (url === null || token === undefined) return undefined
  return { token, cursor: cursorFrom(url.searchParams.get('cursor')), caller: callerOf(request) }
}

async function serve(
  webSocket: WebSocket,
  connection: Connection,
  { token, cursor, caller }: Asked,
  { admit, rooms, connections, metrics }: GatewayParts,
): Promise<void> {
  connections.add(connection, caller)
  webSocket.once('close', () => connections.remove(connection))

  const admission = await admit(token)
  if (!admission.ok) return connection.close('linkClosed')
  if (webSocket.readyState !== webSocket.OPEN) return
  const { deliveryId } = admission
  if (rooms.isFull(deliveryId)) return connection.close('tooMany')
  const subscriber = new Subscriber(connection, metrics, cursor)
  webSocket.once('close', () => rooms.leave(deliveryId, subscriber))
  rooms.join(deliveryId, subscriber)
}
