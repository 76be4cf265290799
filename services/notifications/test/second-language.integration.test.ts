import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { Endpoint } from '../src/domain/endpoint.ts'
import { webhookMessage } from '../src/webhooks/message.ts'
import { createPoster } from '../src/webhooks/post.ts'
import { signingSecrets } from '../src/webhooks/secrets.ts'
import { pythonIsMissing, type ReceivedWebhook, verdictsInPython } from './python/receiver.ts'
import { WEBHOOK_SECRET } from './receiver.ts'

const missing = await pythonIsMissing()
if (missing !== undefined)
  process.stdout.write(
    `SKIPPED: webhooks are not verified in Python here, as there is none to use: ${missing}\n`,
  )

/** One webhook as it arrives, signed with these. */
async function arriving(secrets: readonly string[]): Promise<Omit<ReceivedWebhook, 'secret'>> {
  const { promise, resolve } = Promise.withResolvers<Omit<ReceivedWebhook, 'secret'>>()
  const server = createServer(async (request, response) => {
    resolve({ body: await text(request), headers: request.headers as Record<string, string> })
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const poster = createPoster({ allowPrivate: true })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const body = webhookMessage({ deliveryId: 'd-ä', kind: 'off-route', at: 1_700_000_000_000 })
  await poster.post({ id: 'd-1_off-route_1', url, body, secrets }, new AbortController().signal)
  await poster.close()
  server.close()
  return await promise
}

it.skipIf(missing !== undefined)(
  'the official library of Python takes what we sign, with either secret while one replaces the other',
  async () => {
    const secrets = signingSecrets(WEBHOOK_SECRET)
    const before: Endpoint = {
      webhookId: 'w-1',
      url: 'https://shop.example/hook',
      generation: 1,
      createdAt: 0,
    }
    const rotated: Endpoint = { ...before, generation: 2, previousUntil: Infinity }
    const changed: Endpoint = { ...rotated, previousUntil: 0 }
    const overlapping = await arriving(secrets.of(rotated, Date.now()))
    const afterwards = await arriving(secrets.of(changed, Date.now()))
    const [older, newer] = [secrets.newestOf(before), secrets.newestOf(rotated)]

    expect(
      await verdictsInPython([
        { ...overlapping, secret: older },
        { ...overlapping, secret: newer },
        { ...afterwards, secret: newer },
        { ...afterwards, secret: older },
        { ...overlapping, secret: older, body: overlapping.body.replace('off-route', 'delivered') },
      ]),
    ).toEqual(['taken', 'taken', 'taken', 'refused', 'refused'])
  },
)
