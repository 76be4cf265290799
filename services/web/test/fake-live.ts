import type { ServerResponse } from 'node:http'
import type { LiveMessage } from '@doorstep/contracts'
import { WebSocketServer } from 'ws'
import { type FakeOperations, fakeOperations } from './fake-operations.ts'
import { aService } from './fake-service.ts'

/** Stands in for `live` where a test must say, message by message, what a customer's page hears. */
export interface FakeLive {
  readonly url: string
  readonly operations: FakeOperations
  /** What each connection of this link hears first; a link without is refused. */
  open(token: string, messages: readonly LiveMessage[]): void
  send(token: string, message: LiveMessage): void
  /** The cursors that the sockets of this link asked to resume from. */
  cursorsOf(token: string): readonly (string | undefined)[]
  /** Cuts every connection, and takes no new one until `comeBack`. */
  goAway(): void
  comeBack(): void
  /** As some networks do. Server-sent events still pass. */
  letNoWebSocketThrough(): void
  stop(): Promise<void>
}

interface Link {
  readonly opening: readonly LiveMessage[]
  readonly cursors: (string | undefined)[]
  readonly listeners: Set<(message: LiveMessage) => void>
}

const TOKEN_INVALID_OR_ENDED = 4001

export async function aFakeLive(): Promise<FakeLive> {
  const links = new Map<string, Link>()
  const operations = fakeOperations()
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'doorstep.v1' })
  const streams = new Set<ServerResponse>()
  let away = false
  let withoutWebSocket = false

  const addressOf = (path = '/') => new URL(path, 'http://live')
  const linkAt = (path?: string) => links.get(addressOf(path).pathname.split('/')[3] ?? '')

  const service = await aService((request, response) => {
    const link = linkAt(request.url)
    if (away) return void request.socket.destroy()
    if (link === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const tell = (message: LiveMessage) => void response.write(`data: ${JSON.stringify(message)}\n\n`)
    link.opening.forEach(tell)
    link.listeners.add(tell)
    streams.add(response)
    response.on('close', () => {
      link.listeners.delete(tell)
      streams.delete(response)
    })
  })

  service.server.on('upgrade', (request, socket, head) => {
    if (away || withoutWebSocket) return socket.destroy()
    if (operations.upgrade(request, socket, head)) return
    sockets.handleUpgrade(request, socket, head, (customer) => {
      const link = linkAt(request.url)
      if (link === undefined) return customer.close(TOKEN_INVALID_OR_ENDED)
      const tell = (message: LiveMessage) => customer.send(JSON.stringify(message))
      link.cursors.push(addressOf(request.url).searchParams.get('cursor') ?? undefined)
      link.opening.forEach(tell)
      link.listeners.add(tell)
      customer.on('close', () => link.listeners.delete(tell))
    })
  })

  return {
    url: service.url,
    operations,
    open(token, opening) {
      links.set(token, { opening, cursors: [], listeners: new Set() })
    },
    send(token, message) {
      for (const tell of links.get(token)?.listeners ?? []) tell(message)
    },
    cursorsOf: (token) => links.get(token)?.cursors ?? [],
    goAway() {
      away = true
      for (const socket of sockets.clients) socket.terminate()
      operations.goAway()
      for (const stream of streams) stream.destroy()
    },
    comeBack() {
      away = false
    },
    letNoWebSocketThrough() {
      withoutWebSocket = true
    },
    stop: () => service.stop(),
  }
}
