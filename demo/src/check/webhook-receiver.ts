import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

export interface WebhookReceiver {
  readonly url: string
  /** When the first webhook of this type came whose signature the official library accepts. */
  first(type: string): Promise<number>
  close(): void
}

/** A merchant's endpoint on loopback. */
export async function openReceiver(secret: string): Promise<WebhookReceiver> {
  const webhook = new Webhook(secret)
  const arrivals = new Map<string, number>()
  let wake = () => {}
  const server = createServer(async (request, response) => {
    const body = await text(request)
    try {
      const { type } = webhook.verify(body, request.headers as Record<string, string>) as { type: string }
      if (!arrivals.has(type)) arrivals.set(type, performance.now())
      response.writeHead(204).end()
      wake()
    } catch {
      response.writeHead(400).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
    async first(type) {
      for (;;) {
        const at = arrivals.get(type)
        if (at !== undefined) return at
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
