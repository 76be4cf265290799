import { startStack } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { type IngestUnderTest, ingestUnderTest } from './ingest-under-test.ts'

const BROKER_START_MS = 60_000
const QUEUE_RECORDS = 1_000
const here = () => ({ lat: 60.17, lon: 24.94, recordedAt: Date.now() })

it.each(['kill', 'pause'] as const)(
  'after %s of the broker phones get 503 within 2.5 s, /readyz names Kafka, and it recovers by itself',
  async (fault) => {
    const stack = await startStack({ ownKafka: true, postgres: false, redis: false, env: process.env })
    onTestFinished(stack.stop)
    const [broker] = stack.brokers
    if (broker === undefined) throw new Error('no broker to harm')
    const ingest = await ingestUnderTest(stack.kafkaBrokers, undefined, { maxQueueRecords: QUEUE_RECORDS })
    await ingest.service.start()
    onTestFinished(ingest.service.stop)
    expect((await ingest.post('r-1', here())).status).toBe(202)

    await broker[fault]()
    const began = performance.now()
    const refused = await ingest.post('r-1', here())
    expect(performance.now() - began).toBeLessThan(2_500)
    expect(refused).toMatchObject({
      status: 503,
      headers: { 'retry-after': expect.stringMatching(/^[12]$/) },
      body: { code: 'PUBLISH_TIMEOUT' },
    })
    await refusesAtOnceWhatNoLongerFits(ingest)
    const readiness = await ingest.get('/readyz')
    expect(readiness.status).toBe(503)
    expect(readiness.text).toContain(`Kafka at ${stack.kafkaBrokers}`)

    await (fault === 'kill' ? broker.start() : broker.resume())
    await until(async () => (await ingest.post('r-1', here())).status === 202, { timeoutMs: BROKER_START_MS })
    await until(async () => (await ingest.get('/readyz')).status === 200, { timeoutMs: BROKER_START_MS })
  },
  180_000,
)

async function refusesAtOnceWhatNoLongerFits(ingest: IngestUnderTest): Promise<void> {
  const largest = { locations: Array.from({ length: QUEUE_RECORDS / 2 }, here) }
  const waiting = ['r-2', 'r-3'].map((riderId) => ingest.post(riderId, largest))
  const began = performance.now()
  const refused = await ingest.post('r-4', here())
  expect(performance.now() - began).toBeLessThan(500)
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': expect.stringMatching(/^[12]$/) },
    body: { code: 'QUEUE_FULL' },
  })
  const later = await Promise.all(waiting)
  expect(later.map(({ status, body }) => [status, body.code])).toEqual([
    [503, 'PUBLISH_TIMEOUT'],
    [503, 'PUBLISH_TIMEOUT'],
  ])
}
