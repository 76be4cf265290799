import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { deliveryLocation, topicUses } from '@doorstep/contracts'
import { connectKafka, createPublisher, followTopic, topicsReady } from '@doorstep/kafka'
import { aFix, silentLog, until } from '@doorstep/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type DeliveriesApi, order, startApi } from './api.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

const topics = topicUses.map(({ topic }) => topic)

let api: DeliveriesApi
let pipeline: Pipeline
let env: NodeJS.ProcessEnv
const redis = new Redis(inject('redisUrl'), { lazyConnect: true })
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
  pipeline = await startPipeline(api.databaseUrl, inject('kafkaBrokers'))
  await topicsReady(aCluster(), topics).start()
  env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: api.databaseUrl,
    KAFKA_BROKERS: inject('kafkaBrokers'),
    TOPIC_PREFIX: pipeline.topicPrefix,
    DOORSTEP_API_KEY: 'the-key-of-the-merchant',
    RIDER_KEY_SECRET: 'a-secret-of-more-than-16',
    TRACKING_TOKEN_SECRET: 'another-secret-of-more-than-16',
    WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
    PUBLIC_URL: 'https://doorstep.example',
    REDIS_URL: inject('redisUrl'),
  }
  startService('analytics')
  startService('notifications')
  startService('live')
})
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
  redis.disconnect()
  await pipeline.stop()
  await api.stop()
})

function aCluster() {
  const topicPrefix = pipeline.topicPrefix
  return connectKafka({ clientId: 'erasure', brokers: inject('kafkaBrokers'), topicPrefix, log: silentLog })
}

function run(program: string, args: readonly string[] = []) {
  const path = fileURLToPath(new URL(`../../${program}`, import.meta.url))
  return spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', path, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** As a process of its own: services share nothing but topics. */
function startService(name: string): void {
  const child = run(`${name}/src/main.ts`)
  stops.push(async () => {
    child.kill('SIGKILL')
    if (child.signalCode === null) await once(child, 'exit')
  })
}

async function erase(...args: string[]) {
  const command = run('deliveries/src/erase/main.ts', args)
  const [out, err] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'exit')])
  return { code: command.exitCode, told: out + err }
}

/** What only the two of them would leave behind. */
function aPair(mark: string) {
  return {
    riderName: `Aino ${mark}`,
    customer: { name: `Väinö ${mark}`, email: `vaino.${mark}@home.example` },
    address: `Salakuja ${mark}`,
    note: `Asked for ${mark}`,
    webhook: { url: `https://shop.example/orders/${mark}` },
  }
}

/** Rides a delivery to its end, with a fix on the way; known to everybody when it resolves. */
async function aStory(pair: ReturnType<typeof aPair>) {
  const { riderId, riderKey } = await api.aRider(pair.riderName)
  const { customer, address, webhook, note } = pair
  const dropoff = { ...order.dropoff, address }
  const { deliveryId } = (await api.post('/v1/deliveries', { ...order, dropoff, customer, webhook })).body
  const url = `/v1/deliveries/${deliveryId}`
  await api.post(`${url}/assign`, { riderId })
  await api.post(`${url}/status`, { status: 'picked-up' })

  const publisher = createPublisher(aCluster())
  await publisher.start()
  await until(async () => {
    const recordedAt = Date.now()
    await publisher.publish(deliveryLocation, aFix({ riderId, recordedAt, receivedAt: recordedAt }))
    return (await keysWith([deliveryId])).length > 0
  })
  await publisher.stop()
  const end = () => api.post(`${url}/status`, { status: 'failed', reason: 'refused', note })
  return { riderId, riderKey, deliveryId, end }
}

/** The tables that have this text anywhere in a row. */
async function tablesWith(needle: string): Promise<string[]> {
  const tables = await api.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('deliveries', 'analytics', 'notifications') and table_type = 'BASE TABLE'
    order by 1`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await api.sql.unsafe(`select from ${name} as t where t::text like $1 limit 1`, [
      `%${needle}%`,
    ])
    // A partition is found with its table.
    if (row !== undefined && !/fixes_/.test(name)) found.push(name)
  }
  return found
}

/** The keys of Redis that have one of these texts in their name or in what they hold. */
async function keysWith(needles: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for await (const keys of redis.scanStream({ match: `${pipeline.topicPrefix}*` })) {
    for (const key of keys as string[]) {
      // All that live keeps there are streams; of anything else this fails.
      const held = `${key} ${JSON.stringify(await redis.xrange(key, '-', '+'))}`
      if (needles.some((needle) => held.includes(needle))) found.push(key)
    }
  }
  return found
}

/** What each topic says; of a compacted one the newest record of each key. */
async function readTopics(): Promise<Map<string, string>> {
  const said = topics.map(async (topic) => {
    const records = new Map<string, string>()
    const follower = followTopic(aCluster(), {
      topic,
      apply: (event, { key, partition, offset }) => {
        const id = topic.cleanup.policy === 'compact' ? key : `${partition}:${offset}`
        if (event === undefined) records.delete(id)
        else records.set(id, `${key} ${JSON.stringify(event)}`)
      },
    })
    await follower.start()
    await follower.stop()
    return [topic.name, [...records.values()].join('\n')] as const
  })
  return new Map(await Promise.all(said))
}

it('who is erased is in no table, not in Redis, and in no topic but those that the command names with the day they expire', async () => {
  const gone = aPair('g0ne-7351')
  const staying = aPair('st4ying-9162')
  const [one, other] = await Promise.all([aStory(gone), aStory(staying)])
  const personal = [
    gone.riderName,
    ...Object.values(gone.customer),
    gone.address,
    gone.note,
    gone.webhook.url,
  ]

  expect(await erase('rider', one.riderId)).toMatchObject({ code: 1, told: expect.stringMatching('open') })
  expect(await erase('customer', gone.customer.email)).toMatchObject({ code: 1 })
  await Promise.all([one.end(), other.end()])
  const everywhere = [
    'analytics.deliveries',
    'analytics.fixes',
    'deliveries.riders',
    'notifications.deliveries',
  ]
  await until(async () => {
    const tables = await tablesWith(one.riderId)
    return everywhere.every((table) => tables.includes(table))
  })
  await until(
    async () =>
      (
        await api.sql`
    select from notifications.deliveries where delivery_id = ${one.deliveryId} and ended_at is not null`
      ).length === 1,
  )
  for (const needle of personal) expect(await tablesWith(needle), needle).not.toEqual([])

  expect(await keysWith([one.deliveryId, one.riderId])).not.toEqual([])
  const customer = await erase('customer', gone.customer.email)
  const rider = await erase('rider', one.riderId)
  expect([customer.code, rider.code]).toEqual([0, 0])
  const told = customer.told + rider.told

  await until(async () => (await tablesWith(one.riderId)).join() === 'analytics.erasures,deliveries.riders')
  for (const needle of personal) await until(async () => (await tablesWith(needle)).length === 0)
  await until(async () => (await keysWith([one.deliveryId, one.riderId, ...personal])).length === 0)
  expect(await keysWith([other.deliveryId])).toHaveLength(1)
  const [unlinked] = await api.sql`
    select dropoff, route, mailbox, webhook_url, rider_id from notifications.deliveries
    where delivery_id = ${one.deliveryId}`
  expect(Object.values(unlinked ?? { none: 'there' }).filter((value) => value !== null)).toEqual([])
  expect(await api.sql`select distinct rider_id from analytics.fixes`).toEqual([{ rider_id: other.riderId }])

  const said = await readTopics()
  const topicsWith = (needles: readonly string[]) =>
    [...said]
      .flatMap(([topic, records]) => (needles.some((needle) => records.includes(needle)) ? topic : []))
      .toSorted()
  const still = topicsWith(personal)
  expect(still).toEqual(['delivery-events'])
  expect(topicsWith([one.riderId])).toEqual([
    'delivery-events',
    'delivery-location',
    'erasures',
    'rider-keys',
  ])
  for (const topic of [...still, 'delivery-location'])
    expect(told).toMatch(new RegExp(`topic ${topic}: .*, gone by \\d{4}-\\d\\d-\\d\\dT`))
  for (const needle of personal) expect(told).not.toContain(needle)

  const { riderId, riderKey: key } = one
  expect((await api.get('/v1/riders/me/deliveries', { key })).status).toBe(403)
  expect((await api.post(`/v1/riders/${riderId}/key`, {})).status).toBe(404)
  const { deliveryId } = await api.anOrder()
  expect((await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })).status).toBe(404)
  expect((await api.get(`/v1/deliveries/${one.deliveryId}`)).status).toBe(404)
  expect((await api.get(`/v1/deliveries/${other.deliveryId}`)).body).toMatchObject({
    riderName: staying.riderName,
    customer: staying.customer,
  })
}, 180_000)
