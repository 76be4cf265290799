import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pythonWith } from '@doorstep/testing'
import { expect, it } from 'vitest'
import type { Endpoint } from '../src/domain/endpoint.ts'
import { webhookMessage } from '../src/webhooks/message.ts'
import { createPoster } from '../src/webhooks/post.ts'
import { signingSecrets } from '../src/webhooks/secrets.ts'
import { WEBHOOK_SECRET } from './receiver.ts'

interface ReceivedWebhook {
  readonly secret: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

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

it('the official library of Python takes what we sign, with either secret while one replaces the other', async (test) => {
  const python = await pythonWith(new URL('python/requirements.txt', import.meta.url))
  if ('missing' in python) return test.skip(`Python's standardwebhooks is not here: ${python.missing}`)

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

  const webhooks: ReceivedWebhook[] = [
    { ...overlapping, secret: older },
    { ...overlapping, secret: newer },
    { ...afterwards, secret: newer },
    { ...afterwards, secret: older },
    { ...overlapping, secret: older, body: overlapping.body.replace('off-route', 'delivered') },
  ]
  const input = webhooks.map((webhook) => JSON.stringify(webhook))
  expect(await python.lines(new URL('python/receiver.py', import.meta.url), input)).toEqual([
    'taken',
    'taken',
    'taken',
    'refused',
    'refused',
  ])
}, 180_000)
