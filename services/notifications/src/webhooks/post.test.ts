import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import type { PostOptions } from './guarded-post.ts'
import { createPoster } from './post.ts'

const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function posterWith(options: Partial<PostOptions> = {}) {
  const poster = createPoster({ allowPrivate: true, ...options })
  closing.push(poster.close)
  return (url: string, signal = new AbortController().signal) =>
    poster.post({ id: 'd-1_arrived_1', url, body: '{"type":"delivery.arrived"}', secrets: [secret] }, signal)
}

async function aReceiver(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

describe('a post', () => {
  it('is signed so that the official library accepts it', async () => {
    const { promise, resolve } = Promise.withResolvers<[IncomingMessage, string]>()
    const url = await aReceiver(async (request, response) => {
      resolve([request, await text(request)])
      response.writeHead(204).end()
    })

    expect(await posterWith()(url)).toEqual({ status: 204 })
    const [{ method, headers }, body] = await promise
    expect(method).toBe('POST')
    expect(headers).toMatchObject({ 'webhook-id': 'd-1_arrived_1', 'content-type': 'application/json' })
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
      type: 'delivery.arrived',
    })
  })

  it('follows no redirect', async () => {
    const visited: string[] = []
    const inside = await aReceiver((request, response) => {
      visited.push(request.url ?? '')
      response.end()
    })
    const outside = await aReceiver((_request, response) => {
      response.writeHead(302, { location: inside }).end()
    })

    expect(await posterWith()(outside)).toEqual({ status: 302 })
    expect(visited).toEqual([])
  })

  it('tells how long the receiver asks to wait', async () => {
    const url = await aReceiver((_request, response) => {
      response.writeHead(503, { 'retry-after': '7' }).end('later')
    })
    expect(await posterWith()(url)).toEqual({ status: 503, retryAfterMs: 7_000 })
  })

  it('gives a receiver that hangs no more than its time', async () => {
    const url = await aReceiver(() => {})
    expect(await posterWith({ timeoutMs: 50 })(url)).toEqual({ failure: 'TimeoutError' })
  })

  it('counts the answer, not what a receiver goes on saying', async () => {
    const url = await aReceiver((_request, response) => {
      response.writeHead(200).write('never ends')
    })
    expect(await posterWith({ timeoutMs: 200 })(url)).toEqual({ status: 200 })
  })

  it('that nobody takes is a failure with its reason', async () => {
    expect(await posterWith()('http://127.0.0.1:1/')).toEqual({ failure: 'ECONNREFUSED' })
  })
})

describe('a post to a name', () => {
  const post = (addresses: string[]) =>
    posterWith({ allowPrivate: false, timeoutMs: 500, resolve: async () => addresses })(
      'https://shop.example/',
    )

  it.each([
    ['localhost', ['127.0.0.1']],
    ['a private address', ['10.1.2.3']],
    ['the metadata service', ['169.254.169.254']],
    ['an IPv4-mapped private address', ['::ffff:192.168.0.1']],
    ['a public address and a private one', ['8.8.8.8', '10.0.0.1']],
  ])('that means %s is refused', async (_what, addresses) => {
    expect(await post(addresses)).toEqual({ refusal: 'NOT_PUBLIC' })
  })
})
