import { silentLog, until } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { DISABLED_AFTER_MS } from '../src/domain/endpoint.ts'
import { createDispatchArchive } from '../src/store/dispatch-pages.ts'
import { claimDispatches } from '../src/store/dispatches.ts'
import { createEndpointStore } from '../src/store/endpoints.ts'
import { webhookChannel } from '../src/webhooks/channel.ts'
import { createPoster } from '../src/webhooks/post.ts'
import { signingSecrets } from '../src/webhooks/secrets.ts'
import { aReceiver, type Receiver, WEBHOOK_SECRET } from './receiver.ts'
import { sendingEach } from './sending.ts'

const capacity = { channels: ['webhook'], total: 100, perLane: 10, inHand: {}, leaseMs: 60_000 } as const

const sending = sendingEach()

async function receiverOf(...answers: Parameters<typeof aReceiver>): Promise<Receiver> {
  return sending.stopped(await aReceiver(...answers))
}

const endpoints = () => createEndpointStore(sending.outbox.sql)
const endpointOf = ({ url }: Receiver) => endpoints().find(url)
const enable = async (receiver: Receiver) => endpoints().enable((await endpointOf(receiver))?.webhookId ?? '')
const failingFor = (ms: number) =>
  sending.outbox.sql`update webhook_endpoints set failing_since = failing_since - ${ms} * interval '1 ms'`

function startSender({ timeoutMs = 2_000, allowPrivate = true, schedule = [0, 0, 0] } = {}) {
  const webhook = webhookChannel({
    poster: createPoster({ allowPrivate, timeoutMs }),
    endpoints: endpoints(),
    secrets: signingSecrets(WEBHOOK_SECRET),
    log: silentLog,
  })
  return sending.startSender({ webhook }, schedule)
}

describe('a webhook', () => {
  it('that is answered 500 comes again with the same id and body, until it is accepted', async () => {
    const receiver = await receiverOf(500, 503, 204)
    const { notificationId } = await sending.outbox.add('d-1', 'arrived', receiver.url)
    await startSender()

    await until(() => receiver.received.length === 3)
    expect(receiver.received.map(({ id }) => id)).toEqual([notificationId, notificationId, notificationId])
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    await until(async () => (await sending.dispatches())[0]?.state === 'delivered')
    expect(await sending.dispatches()).toMatchObject([
      { notification_id: notificationId, state: 'delivered', tries: 3, outcome: '204' },
    ])
  })

  it('that is out of tries is kept as failed, with the last answer', async () => {
    const receiver = await receiverOf(500, 500, 404)
    await sending.outbox.add('d-1', 'arrived', receiver.url)
    await startSender()
    await until(async () => (await sending.dispatches())[0]?.state === 'failed')
    expect(await sending.dispatches()).toMatchObject([{ state: 'failed', tries: 3, outcome: '404' }])
    expect(receiver.received).toHaveLength(3)
  })

  it('that is answered 410 is the last to that receiver, whatever the delivery, until it is enabled', async () => {
    const receiver = await receiverOf(410, 204)
    await sending.outbox.add('d-1', 'approaching', `${receiver.url}?order=1`)
    await startSender()
    await until(async () => (await sending.dispatches())[0]?.state === 'disabled')

    await sending.outbox.add('d-1', 'arrived', `${receiver.url}?order=1`)
    await sending.outbox.add('d-2', 'arrived', `${receiver.url}?order=2`)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject([
      { state: 'disabled', outcome: '410' },
      { state: 'disabled', outcome: 'DISABLED' },
      { state: 'disabled', outcome: 'DISABLED' },
    ])

    await enable(receiver)
    await sending.outbox.add('d-3', 'arrived', receiver.url)
    await until(() => receiver.received.length === 2)
    expect(receiver.received.map(({ id }) => id)).toEqual(['d-1_approaching_1', 'd-3_arrived_1'])
  })

  it('is the last to a receiver that has accepted nothing for five days; what is kept meanwhile can be sent again', async () => {
    const receiver = await receiverOf(500, 500, 204)
    await sending.outbox.add('d-1', 'arrived', receiver.url)
    await startSender({ schedule: [0] })
    await sending.settled()
    await failingFor(DISABLED_AFTER_MS)
    await sending.outbox.add('d-2', 'arrived', receiver.url)
    await sending.settled()
    expect(await endpointOf(receiver)).toMatchObject({ disabled: { because: 'failing' } })

    await sending.outbox.add('d-3', 'arrived', receiver.url)
    await sending.settled()
    expect(receiver.received).toHaveLength(2)
    await enable(receiver)
    const archive = createDispatchArchive(sending.outbox.sql)
    expect(await archive.replayFailed({ channel: 'webhook', since: 0 })).toBe(3)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject(Array(3).fill({ state: 'delivered' }))
  })

  it('that is accepted forgets that its receiver had failed', async () => {
    const receiver = await receiverOf(500, 204, 500)
    await sending.outbox.add('d-1', 'arrived', receiver.url)
    await startSender({ schedule: [0, 0] })
    await sending.settled()
    expect(await endpointOf(receiver)).toBeUndefined()
    await sending.outbox.add('d-2', 'arrived', receiver.url)
    await sending.settled()
    expect(await endpointOf(receiver)).toMatchObject({ failingSince: expect.any(Number) })
    expect(await endpointOf(receiver)).not.toHaveProperty('disabled')
  })

  it('to a receiver that hangs delays none to another, however many wait for it', async () => {
    const hanging = await receiverOf('hang')
    const well = await receiverOf()
    for (let n = 0; n < 50; n++) await sending.outbox.add(`stuck-${n}`, 'arrived', hanging.url)
    await startSender({ timeoutMs: 60_000 })
    await until(() => hanging.received.length > 0)

    const added = Date.now()
    await sending.outbox.add('d-1', 'arrived', well.url)
    await until(() => well.received.length === 1)
    expect(Date.now() - added).toBeLessThan(2_000)
  })

  it('to an address inside is refused for good and reaches nobody', async () => {
    const inside = await receiverOf()
    await sending.outbox.add('d-1', 'arrived', inside.url)
    await sending.outbox.add('d-2', 'arrived', inside.url.replace('http://127.0.0.1', 'https://2130706433'))
    await startSender({ allowPrivate: false })
    await until(async () => (await sending.dispatches()).every(({ state }) => state === 'failed'))
    expect(await sending.dispatches()).toMatchObject([
      { tries: 1, outcome: 'NOT_HTTPS' },
      { tries: 1, outcome: 'NOT_PUBLIC' },
    ])
    expect(inside.received).toEqual([])
  })
})

describe('several senders', () => {
  it('send each webhook once', async () => {
    const receiver = await receiverOf()
    for (let n = 0; n < 100; n++) await sending.outbox.add(`d-${n}`, 'delivered', receiver.url)
    await Promise.all([startSender(), startSender(), startSender()])
    await until(async () => (await sending.dispatches()).every(({ state }) => state === 'delivered'))
    expect(receiver.received).toHaveLength(100)
  })

  it('leave what one of them has in hand until its lease ends, then take it over', async () => {
    await sending.outbox.add('d-1', 'arrived', 'http://127.0.0.1:1/')
    const claim = (leaseMs: number) => claimDispatches(sending.outbox.sql, { ...capacity, leaseMs })

    expect(await claim(60_000)).toHaveLength(1)
    expect(await claim(60_000)).toHaveLength(0)
    await sending.outbox.sql`update dispatches set next_attempt_at = next_attempt_at - interval '60 s'`
    expect(await claim(60_000)).toHaveLength(1)
  })

  it('give no host more than its share, what is in hand counted', async () => {
    for (let n = 0; n < 5; n++) await sending.outbox.add(`a-${n}`, 'arrived', 'https://A.example/hook')
    for (let n = 0; n < 5; n++) await sending.outbox.add(`b-${n}`, 'arrived', 'https://b.example/hook')
    const inHand = { 'webhook b.example': 2 }
    const claimed = await claimDispatches(sending.outbox.sql, { ...capacity, perLane: 3, inHand })
    const lanes = Map.groupBy(claimed, ({ lane }) => lane)
    expect(lanes.get('webhook a.example')).toHaveLength(3)
    expect(lanes.get('webhook b.example')).toHaveLength(1)
  })
})

it('a sender that stops lets go of what it could not finish, uncounted', async () => {
  const receiver = await receiverOf('hang')
  await sending.outbox.add('d-1', 'arrived', receiver.url)
  const sender = await startSender({ timeoutMs: 60_000 })
  await until(() => receiver.received.length === 1)
  await sender.stop()

  const due = await claimDispatches(sending.outbox.sql, capacity)
  expect(due).toMatchObject([{ notificationId: 'd-1_arrived_1', tries: 0 }])
})
