import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { decrypt } from 'http_ece'
import { expect, it } from 'vitest'
import { customerLinks } from '../src/customer-links.ts'
import { pushChannel } from '../src/push/channel.ts'
import { createSubscriptionStore } from '../src/store/subscriptions.ts'
import { createGuardedPost } from '../src/webhooks/guarded-post.ts'
import { sendingEach } from './sending.ts'

const keyPair = createECDH('prime256v1')
keyPair.generateKeys()
const vapid = {
  subject: 'https://doorstep.example',
  publicKey: keyPair.getPublicKey('base64url'),
  privateKey: keyPair.getPrivateKey('base64url'),
}
const links = customerLinks('https://doorstep.example', 'a secret of tracking tokens')

const sending = sendingEach()

/** A browser with its push service, which takes what is meant for it, signed by whom it subscribed to. */
async function aBrowser(...answers: number[]) {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = randomBytes(16)
  const shown: unknown[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const [, token = '', key = ''] =
      /^vapid t=([^,]+), ?k=(.+)$/.exec(request.headers.authorization ?? '') ?? []
    if (key !== vapid.publicKey || !isSignedBy(key, token)) return response.writeHead(403).end()
    const message = decrypt(body, {
      version: 'aes128gcm',
      privateKey: browser,
      authSecret: auth.toString('base64url'),
    })
    shown.push(JSON.parse(message.toString()))
    response.writeHead(answers[Math.min(shown.length, answers.length) - 1] ?? 201).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  sending.stopped({ stop: () => server.close() })
  return {
    shown,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send/1`,
    keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
  }
}

function isSignedBy(publicKey: string, token: string): boolean {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })
  const signed = Buffer.from(`${header}.${claims}`)
  return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
}

async function startSender(allowPrivate = true): Promise<void> {
  const guardedPost = createGuardedPost({ allowPrivate, timeoutMs: 2_000 })
  const push = pushChannel({
    vapid,
    guardedPost,
    subscriptions: createSubscriptionStore(sending.outbox.sql),
    links,
  })
  await sending.startSender({ push })
}

async function subscribed(deliveryId: string, browser: Awaited<ReturnType<typeof aBrowser>>): Promise<void> {
  await sending.outbox.sql`insert into deliveries (delivery_id, version) values (${deliveryId}, 1)`
  const { keys, endpoint } = browser
  await createSubscriptionStore(sending.outbox.sql).add(deliveryId, endpoint, { keys, language: 'fi' })
}

it('a browser that asked is told in its language, signed for its push service and sealed from it', async () => {
  const browser = await aBrowser()
  await subscribed('d-1', browser)
  await sending.outbox.add('d-1', 'arrived')
  await startSender()
  await sending.settled()
  expect(await sending.dispatches()).toMatchObject([{ state: 'delivered', outcome: '201' }])
  expect(browser.shown).toEqual([{ title: 'Tilauksesi on ovella', url: links.of('d-1'), tag: 'd-1' }])
})

it('nobody is told of what is for the merchant alone, nor of another delivery', async () => {
  await subscribed('d-1', await aBrowser())
  await sending.outbox.add('d-1', 'stalled')
  await sending.outbox.add('d-2', 'arrived')
  expect(await sending.dispatches()).toEqual([])
})

it.each([404, 410])(
  'a browser that is gone, as its push service says with %i, is told no more',
  async (status) => {
    const browser = await aBrowser(status)
    await subscribed('d-1', browser)
    await sending.outbox.add('d-1', 'approaching')
    await startSender()
    await sending.settled()
    await sending.outbox.add('d-1', 'arrived')
    expect(await sending.dispatches()).toMatchObject([{ state: 'disabled', outcome: String(status) }])
  },
)

it('a browser that named keys that are none is not tried again', async () => {
  const browser = await aBrowser()
  await subscribed('d-1', { ...browser, keys: { ...browser.keys, p256dh: 'B'.repeat(87) } })
  await sending.outbox.add('d-1', 'arrived')
  await startSender()
  await sending.settled()
  expect(await sending.dispatches()).toMatchObject([{ state: 'failed', tries: 1, outcome: 'NOT_SEALED' }])
})

it('a push service inside is refused for good', async () => {
  const browser = await aBrowser()
  await subscribed('d-1', browser)
  await sending.outbox.add('d-1', 'arrived')
  await startSender(false)
  await sending.settled()
  expect(await sending.dispatches()).toMatchObject([{ state: 'failed', outcome: 'NOT_HTTPS' }])
  expect(browser.shown).toEqual([])
})
