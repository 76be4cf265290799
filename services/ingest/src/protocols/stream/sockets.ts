import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { isOurOrigin, refuseUpgrade, spread } from '@doorstep/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import { keyOfUpgrade, PROTOCOL } from './credential.ts'
import { closeCodes, type OpenStream, type StreamParts, serveStream } from './socket.ts'

export const STREAM_PATH = '/v1/locations/stream'

/** As a request's body; a larger frame ends the connection (1009). */
const MAX_PAYLOAD_BYTES = 256 * 1024
/** An idle one takes some 20 KB. */
const MAX_STREAMS = 20_000

/** Takes WebSockets on this server. The answer closes them all, and resolves when they are. */
export function acceptStreams(server: Server, parts: StreamParts): () => Promise<void> {
  const streams = new Set<OpenStream>()
  let stopping = false
  const webSocketServer = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  })

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const key = keyOfUpgrade(request.headers)
    if (request.url?.split('?', 1)[0] !== STREAM_PATH) refuseUpgrade(socket, 404)
    else if (!isOurOrigin(request.headers)) refuseUpgrade(socket, 403)
    else if (key === undefined) refuseUpgrade(socket, 401, ['WWW-Authenticate: Bearer, Basic'])
    else if (stopping || streams.size >= MAX_STREAMS) refuseUpgrade(socket, 503, ['Retry-After: 1'])
    else webSocketServer.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, key))
  }

  /** Browsers hide the status of an upgrade, so a key that is wrong is told by close code, to all alike. */
  function open(webSocket: WebSocket, key: string): void {
    const riderId = parts.keys.riderOf(key)
    if (riderId === undefined) {
      webSocket.on('error', () => {})
      webSocket.close(closeCodes.keyWrong)
      return
    }
    const stream = serveStream(webSocket, { riderId, key }, parts)
    streams.add(stream)
    parts.metrics.opened()
    webSocket.once('close', () => {
      streams.delete(stream)
      parts.metrics.closed()
    })
  }

  server.on('upgrade', upgrade)
  parts.keys.onRevoked((riderId) => {
    for (const stream of streams) if (stream.riderId === riderId) stream.checkKey()
  })

  return async () => {
    stopping = true
    await spread(streams, (stream) => stream.goAway())
  }
}
