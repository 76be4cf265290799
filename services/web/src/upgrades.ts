import { request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type Duplex, pipeline } from 'node:stream'
import { forwardedHeaders } from './forwarded-headers.ts'
import { type Upstream, upstreamFor } from './upstreams.ts'

const HANDSHAKE_TIMEOUT_MS = 5_000

export interface UpgradeProxy {
  /** Drops the sockets that are open: a browser reconnects and resumes by its cursor. */
  close(): void
}

/**
 * Joins WebSockets byte by byte with the service behind. Reading no frames, it keeps what a proxy of messages loses:
 * back-pressure (a slow phone is slow for `live`, which then skips to the newest, instead of filling memory here), the
 * close codes, the subprotocol, and the service's own answer when it refuses the handshake.
 */
export function proxyUpgrades(server: Server, upstreams: readonly Upstream[]): UpgradeProxy {
  const open = new Set<Duplex>()

  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    open.add(client)
    client.on('close', () => open.delete(client))
    client.on('error', () => client.destroy())
    const upstream = upstreamFor(upstreams, request.url ?? '/')
    if (upstream === undefined) refuse(client, 404, 'ROUTE_NOT_FOUND', 'No WebSocket here.')
    else join(request, client, head, upstream)
  })

  return {
    close() {
      for (const client of open) client.destroy()
    },
  }
}

function join(request: IncomingMessage, client: Duplex, head: Buffer, { name, url }: Upstream): void {
  const target = new URL(request.url ?? '/', url)
  const headers = { ...request.headers, ...forwardedHeaders(request), host: target.host }
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest
  const handshake = send(target, { headers, agent: false, timeout: HANDSHAKE_TIMEOUT_MS })

  handshake.on('upgrade', (response, service, serviceHead) => {
    client.write(statusLineAndHeaders(response))
    client.write(serviceHead)
    service.write(head)
    for (const socket of [request.socket, response.socket]) socket.setTimeout(0).setNoDelay(true)
    pipeline(client, service, client, () => {
      client.destroy()
      service.destroy()
    })
  })
  handshake.on('response', (response) => {
    client.write(statusLineAndHeaders(response))
    pipeline(response, client, () => client.destroy())
  })
  handshake.on('timeout', () =>
    handshake.destroy(new Error(`no handshake within ${HANDSHAKE_TIMEOUT_MS} ms`)),
  )
  handshake.on('error', () => refuse(client, 503, 'UNAVAILABLE', `${name} does not answer.`))
  client.on('close', () => handshake.destroy())
  handshake.end()
}

function statusLineAndHeaders({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  let head = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`
  for (let i = 0; i < rawHeaders.length; i += 2) head += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`
  return `${head}\r\n`
}

/** Below Fastify's reach, so the problem details are written by hand. */
function refuse(client: Duplex, status: number, code: string, title: string): void {
  if (client.destroyed) return
  const body = JSON.stringify({ type: 'about:blank', title, status, code })
  client.end(
    [
      `HTTP/1.1 ${status} ${code}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      ...(status === 503 ? ['retry-after: 1'] : []),
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
