import { startStack } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { aPhoneStream } from './a-phone-stream.ts'
import { ingestUnderTest } from './ingest-under-test.ts'

const BROKER_START_MS = 60_000

it('while Kafka is away frames are answered with errors; sent again later on the same stream they are taken', async () => {
  const stack = await startStack({ ownKafka: true, postgres: false, redis: false, env: process.env })
  onTestFinished(stack.stop)
  const [broker] = stack.brokers
  if (broker === undefined) throw new Error('no broker to harm')
  const ingest = await ingestUnderTest(stack.kafkaBrokers)
  await ingest.service.start()
  onTestFinished(ingest.service.stop)
  const phone = await aPhoneStream(await ingest.listen(), 'r-1')
  onTestFinished(ingest.close)
  const fix = { lat: 60.17, lon: 24.94, recordedAt: Date.now() }
  phone.send(0, [fix])
  expect(await phone.answered(1)).toMatchObject([{ id: 0, accepted: 1 }])

  await broker.pause()
  const began = performance.now()
  phone.send(1, [fix])
  phone.send(2, [fix])
  const [, ...errors] = await phone.answered(3)
  expect(performance.now() - began).toBeLessThan(2_500)
  const error = { code: 'PUBLISH_TIMEOUT', retryAfterMs: 1_000 }
  expect(errors).toEqual([
    { id: 1, error },
    { id: 2, error },
  ])

  await broker.resume()
  let id = 3
  await until(
    async () => {
      phone.send(id, [fix])
      id += 1
      return (await phone.answered(id)).at(-1)?.accepted === 1
    },
    { timeoutMs: BROKER_START_MS },
  )
  expect(phone.answers.map((answer) => answer.id)).toEqual(phone.answers.map((_, n) => n))
}, 120_000)
