import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { toldThrough } from './disruptions.ts'
import { aPipeline, type Pipeline } from './pipeline.ts'
import { aReceiver, type Receiver } from './receiver.ts'

let pipeline: Pipeline
let receiver: Receiver
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
  receiver = await aReceiver()
})
afterEach(async () => {
  await pipeline.stop()
  receiver.stop()
})

it('tells of rides and of missed promises once each, though processes are killed, come and go, and lose Postgres', async () => {
  const disruptions = ['cut', 'kill', 'rebalance'] as const
  const { expected, missing, tooMany } = await toldThrough({ pipeline, receiver, disruptions })
  expect(expected).toHaveLength(3 * (2 * 5 + 1))
  expect({ missing, tooMany }).toEqual({ missing: [], tooMany: [] })
}, 240_000)
