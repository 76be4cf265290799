import type { LiveMessage } from '@doorstep/contracts'
import { type WebSocket, WebSocketServer } from 'ws'
import { aService } from './fake-service.ts'

/** Stands in for `live` where a test must say, message by message, what a customer's page hears. */
export interface FakeLive {
  readonly url: string
  /** What each socket of this link hears first; a link without is refused. */
  open(token: string, messages: readonly LiveMessage[]): void
  send(token: string, message: LiveMessage): void
  /** The cursors that the sockets of this link asked to resume from. */
  cursorsOf(token: string): readonly (string | undefined)[]
  /** Cuts every socket, and takes no new one until `comeBack`. */
  goAway(): void
  comeBack(): void
  stop(): Promise<void>
}

const TOKEN_INVALID_OR_ENDED = 4001

export async function aFakeLive(): Promise<FakeLive> {
  const service = await aService((_request, response) => void response.writeHead(404).end())
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'doorstep.v1' })
  const links = new Map<
    string,
    { opening: readonly LiveMessage[]; sockets: Set<WebSocket>; cursors: (string | undefined)[] }
  >()
  let away = false

  service.server.on('upgrade', (request, socket, head) => {
    if (away) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (customer) => {
      const url = new URL(request.url ?? '/', service.url)
      const link = links.get(url.pathname.split('/')[3] ?? '')
      if (link === undefined) return customer.close(TOKEN_INVALID_OR_ENDED)
      link.cursors.push(url.searchParams.get('cursor') ?? undefined)
      link.sockets.add(customer)
      customer.on('close', () => link.sockets.delete(customer))
      for (const message of link.opening) customer.send(JSON.stringify(message))
    })
  })

  return {
    url: service.url,
    open(token, opening) {
      links.set(token, { opening, sockets: new Set(), cursors: [] })
    },
    send(token, message) {
      for (const socket of links.get(token)?.sockets ?? []) socket.send(JSON.stringify(message))
    },
    cursorsOf: (token) => links.get(token)?.cursors ?? [],
    goAway() {
      away = true
      for (const socket of sockets.clients) socket.terminate()
    },
    comeBack() {
      away = false
    },
    stop: () => service.stop(),
  }
}
