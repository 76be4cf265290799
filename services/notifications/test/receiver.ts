import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`

interface WebhookReceived {
  readonly id: string
  readonly message: { readonly type: string; readonly timestamp: string; readonly data: unknown }
  readonly body: string
  readonly receivedAt: number
}

export interface Receiver {
  readonly url: string
  /** What came, in order, each verified by the official library before it counts. */
  readonly received: readonly WebhookReceived[]
  stop(): void
}

/** A merchant's endpoint that answers one status after another, the last one for ever; `'hang'` is no answer. */
export async function aReceiver(...answers: (number | 'hang')[]): Promise<Receiver> {
  const webhook = new Webhook(WEBHOOK_SECRET)
  const received: WebhookReceived[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const headers = request.headers as Record<string, string>
    const message = webhook.verify(body, headers) as WebhookReceived['message']
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? 204
    received.push({ id: headers['webhook-id'] ?? '', message, body, receivedAt: Date.now() })
    if (answer !== 'hang') response.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
