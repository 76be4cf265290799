import type { Service } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createSender } from '../src/sender.ts'
import { claimDispatches } from '../src/store/dispatches.ts'
import { createEndpointStore } from '../src/store/endpoints.ts'
import { webhookChannel } from '../src/webhooks/channel.ts'
import { createPoster } from '../src/webhooks/post.ts'
import { signingSecrets } from '../src/webhooks/secrets.ts'
import { anOutbox, type Outbox } from './outbox.ts'
import { aReceiver, type Receiver, WEBHOOK_SECRET } from './receiver.ts'

const AT_ONCE = [0, 0, 0]
const capacity = { channels: ['webhook'], total: 100, perLane: 10, inHand: {}, leaseMs: 60_000 } as const

let outbox: Outbox
const stopping: (() => unknown)[] = []
beforeEach(async () => {
  outbox = await anOutbox(inject('databaseUrl'))
})
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop()
  await outbox.stop()
})

async function receiverOf(...answers: Parameters<typeof aReceiver>): Promise<Receiver> {
  const receiver = await aReceiver(...answers)
  stopping.push(receiver.stop)
  return receiver
}

async function startSender({
  schedule = AT_ONCE,
  timeoutMs = 2_000,
  allowPrivate = true,
} = {}): Promise<Service> {
  const webhook = webhookChannel({
    poster: createPoster({ allowPrivate, timeoutMs }),
    endpoints: createEndpointStore(outbox.sql),
    secrets: signingSecrets(WEBHOOK_SECRET),
  })
  const sender = createSender({ sql: outbox.sql, channels: { webhook }, schedule, log: silentLog })
  await sender.start()
  stopping.push(sender.stop)
  return sender
}

const webhooks = () => outbox.sql`select notification_id, state, tries, outcome from dispatches order by 1`

describe('a webhook', () => {
  it('that is answered 500 comes again with the same id and body, until it is accepted', async () => {
    const receiver = await receiverOf(500, 503, 204)
    const { notificationId } = await outbox.add('d-1', 'arrived', receiver.url)
    await startSender()

    await until(() => receiver.received.length === 3)
    expect(receiver.received.map(({ id }) => id)).toEqual([notificationId, notificationId, notificationId])
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    await until(async () => (await webhooks())[0]?.state === 'delivered')
    expect(await webhooks()).toEqual([
      { notification_id: notificationId, state: 'delivered', tries: 3, outcome: '204' },
    ])
  })

  it('that is out of tries is kept as failed, with the last answer', async () => {
    const receiver = await receiverOf(500, 500, 404)
    await outbox.add('d-1', 'arrived', receiver.url)
    await startSender()
    await until(async () => (await webhooks())[0]?.state === 'failed')
    expect(await webhooks()).toMatchObject([{ state: 'failed', tries: 3, outcome: '404' }])
    expect(receiver.received).toHaveLength(3)
  })

  it('that is answered 410 is the last to that receiver, whatever the delivery, until it is enabled', async () => {
    const receiver = await receiverOf(410, 204)
    await outbox.add('d-1', 'approaching', `${receiver.url}?order=1`)
    await startSender()
    await until(async () => (await webhooks())[0]?.state === 'disabled')

    await outbox.add('d-1', 'arrived', `${receiver.url}?order=1`)
    await outbox.add('d-2', 'arrived', `${receiver.url}?order=2`)
    expect(await webhooks()).toHaveLength(1)

    const endpoints = createEndpointStore(outbox.sql)
    await endpoints.enable((await endpoints.find(receiver.url))?.webhookId ?? '')
    await outbox.add('d-3', 'arrived', receiver.url)
    await until(() => receiver.received.length === 2)
    expect(receiver.received.map(({ id }) => id)).toEqual(['d-1_approaching_1', 'd-3_arrived_1'])
  })

  it('to a receiver that hangs delays none to another, however many wait for it', async () => {
    const hanging = await receiverOf('hang')
    const well = await receiverOf()
    for (let n = 0; n < 50; n++) await outbox.add(`stuck-${n}`, 'arrived', hanging.url)
    await startSender({ timeoutMs: 60_000 })
    await until(() => hanging.received.length > 0)

    const added = Date.now()
    await outbox.add('d-1', 'arrived', well.url)
    await until(() => well.received.length === 1)
    expect(Date.now() - added).toBeLessThan(2_000)
  })

  it('to an address inside is refused for good and reaches nobody', async () => {
    const inside = await receiverOf()
    await outbox.add('d-1', 'arrived', inside.url)
    await outbox.add('d-2', 'arrived', inside.url.replace('http://127.0.0.1', 'https://2130706433'))
    await startSender({ allowPrivate: false })
    await until(async () => (await webhooks()).every(({ state }) => state === 'failed'))
    expect(await webhooks()).toMatchObject([
      { tries: 1, outcome: 'NOT_HTTPS' },
      { tries: 1, outcome: 'NOT_PUBLIC' },
    ])
    expect(inside.received).toEqual([])
  })
})

describe('several senders', () => {
  it('send each webhook once', async () => {
    const receiver = await receiverOf()
    for (let n = 0; n < 100; n++) await outbox.add(`d-${n}`, 'delivered', receiver.url)
    await Promise.all([startSender(), startSender(), startSender()])
    await until(async () => (await webhooks()).every(({ state }) => state === 'delivered'))
    expect(receiver.received).toHaveLength(100)
  })

  it('leave what one of them has in hand until its lease ends, then take it over', async () => {
    await outbox.add('d-1', 'arrived', 'http://127.0.0.1:1/')
    const claim = (leaseMs: number) => claimDispatches(outbox.sql, { ...capacity, leaseMs })

    expect(await claim(60_000)).toHaveLength(1)
    expect(await claim(60_000)).toHaveLength(0)
    await outbox.sql`update dispatches set next_attempt_at = next_attempt_at - interval '60 s'`
    expect(await claim(60_000)).toHaveLength(1)
  })

  it('give no host more than its share, what is in hand counted', async () => {
    for (let n = 0; n < 5; n++) await outbox.add(`a-${n}`, 'arrived', 'https://A.example/hook')
    for (let n = 0; n < 5; n++) await outbox.add(`b-${n}`, 'arrived', 'https://b.example/hook')
    const inHand = { 'webhook b.example': 2 }
    const claimed = await claimDispatches(outbox.sql, { ...capacity, perLane: 3, inHand })
    const lanes = Map.groupBy(claimed, ({ lane }) => lane)
    expect(lanes.get('webhook a.example')).toHaveLength(3)
    expect(lanes.get('webhook b.example')).toHaveLength(1)
  })
})

it('a sender that stops lets go of what it could not finish, uncounted', async () => {
  const receiver = await receiverOf('hang')
  await outbox.add('d-1', 'arrived', receiver.url)
  const sender = await startSender({ timeoutMs: 60_000 })
  await until(() => receiver.received.length === 1)
  await sender.stop()

  const due = await claimDispatches(outbox.sql, capacity)
  expect(due).toMatchObject([{ notificationId: 'd-1_arrived_1', tries: 0 }])
})
