import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { createConsumer, subscription } from '@doorstep/kafka'
import { startStack } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { type IngestUnderTest, ingestUnderTest } from './ingest-under-test.ts'
import { overland, owntracksAndroid, owntracksIos, traccarClient } from './phone-apps.ts'
import { inUse, trip } from './phone-in-use.ts'
import { overlandRequest } from './phone-requests.ts'
import { keyOf } from './rider-key.ts'

const OUTAGE_MS = 60_000
const DRAINED_WITHIN_MS = 60_000
/** So few that one request of the flood is all that fits. */
const MAX_QUEUE_RECORDS = 40
const FLOODING_RIDERS = 10

async function aBrokerOfItsOwn() {
  const stack = await startStack({ ownKafka: true, postgres: false, redis: false, env: process.env })
  onTestFinished(stack.stop)
  const [broker] = stack.brokers
  if (broker === undefined) throw new Error('no broker to pause')
  return { address: stack.kafkaBrokers, broker }
}

/** Other riders fill the queue again and again, below their own rate. */
function flood({ send }: IngestUnderTest, over: AbortSignal): void {
  async function rider(key: string): Promise<void> {
    for (const next = trip(); !over.aborted; await delay(60))
      await send(overlandRequest(key, Array.from({ length: MAX_QUEUE_RECORDS }, next)))
  }
  for (let n = 0; n < FLOODING_RIDERS; n++) void rider(keyOf(`flood-${n}`))
}

/** All fixes of the topic, by rider and in order, as they are read. */
async function readFixes(ingest: IngestUnderTest): Promise<Map<string, LocationFix[]>> {
  const fixes = new Map<string, LocationFix[]>()
  const reader = createConsumer(ingest.kafka, {
    groupId: 'reader',
    publisher: ingest.publisher,
    fromBeginning: true,
    subscriptions: [
      subscription(deliveryLocation, async (batch) => {
        for (const { event } of batch) {
          const ofRider = fixes.get(event.riderId) ?? []
          fixes.set(event.riderId, ofRider)
          ofRider.push(event)
        }
      }),
    ],
  })
  await reader.start()
  onTestFinished(reader.stop)
  return fixes
}

it('through 60 s without Kafka, and an overload, no phone app loses a fix, and none stays blocked', async () => {
  const { address, broker } = await aBrokerOfItsOwn()
  const ingest = await ingestUnderTest(address, undefined, { maxQueueRecords: MAX_QUEUE_RECORDS })
  await ingest.service.start()
  onTestFinished(ingest.service.stop)

  const off = new AbortController()
  onTestFinished(() => off.abort())
  const apps = [
    traccarClient('traccar'),
    owntracksIos('owntracks-ios'),
    owntracksAndroid('owntracks-android'),
    overland(20)('overland'),
  ].map((phone) => inUse(phone, ingest.send, off.signal))
  const everyPhone = (is: (app: (typeof apps)[number]) => boolean, timeoutMs: number) =>
    until(() => apps.every(is), { timeoutMs })

  await everyPhone(({ phone }) => phone.deleted.length >= 3, 20_000)
  await broker.pause()
  await delay(OUTAGE_MS)
  expect(apps.map(({ phone }) => phone.waiting.length > 50)).toEqual([true, true, true, true])
  await broker.resume()
  await everyPhone(({ phone }) => phone.waiting.length < 3, DRAINED_WITHIN_MS)

  const over = new AbortController()
  onTestFinished(() => over.abort())
  flood(ingest, over.signal)
  await everyPhone(
    ({ answers }) => answers.some(({ body }) => body.includes('QUEUE_FULL')),
    DRAINED_WITHIN_MS,
  )
  over.abort()
  for (const app of apps) app.park()
  await everyPhone(({ phone }) => phone.waiting.length === 0, DRAINED_WITHIN_MS)

  const statuses = new Set(apps.flatMap(({ answers }) => answers.map(({ status }) => status)))
  expect(statuses).toEqual(new Set([200, 503]))
  const fixes = await readFixes(ingest)
  for (const { phone } of apps) {
    const stored = () => new Set(fixes.get(phone.riderId)?.map(({ recordedAt }) => recordedAt))
    await until(() => phone.deleted.every(({ recordedAt }) => stored().has(recordedAt)), {
      timeoutMs: 20_000,
    })
  }
}, 240_000)
