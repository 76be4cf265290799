import {
  type DeliveryEvent,
  deliveryEvents,
  erasures,
  type RiderAssignments,
  type RiderKeyValidity,
  riderAssignments,
  riderKeys,
  type Topic,
} from '@doorstep/contracts'
import { connectKafka, createPublisher, followTopic, topicsReady } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import { composeServices, type Service } from '@doorstep/runtime'
import { aTopicPrefix, silentLog, until } from '@doorstep/testing'
import type { Static, TSchema } from 'typebox'
import { createRelay } from '../src/relay.ts'

export const topics = [deliveryEvents, riderAssignments, riderKeys, erasures]

export interface Pipeline {
  /** What is on the topics so far. */
  eventsOf(deliveryId: string): DeliveryEvent[]
  recordsOf(riderId: string): RiderAssignments[]
  validitiesOf(riderId: string): RiderKeyValidity[]
  /** All of `rider-assignments`, deleted keys with no event. */
  readonly assignments: readonly Kept[]
  readonly topicPrefix: string
  stop(): Promise<void>
}

interface Kept {
  readonly key: string
  readonly event: RiderAssignments | undefined
}

/** From the outbox to real topics, of a prefix of their own, and back. */
export async function startPipeline(databaseUrl: string, brokers: string): Promise<Pipeline> {
  const sql = connectPostgres({ url: databaseUrl, schema: 'deliveries', max: topics.length })
  const topicPrefix = aTopicPrefix()
  const kafka = connectKafka({ clientId: 'deliveries', brokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka)
  const events: DeliveryEvent[] = []
  const assignments: Kept[] = []
  const validities: RiderKeyValidity[] = []
  const keep = <S extends TSchema>(topic: Topic<S>, kept: Static<S>[]) =>
    followTopic(kafka, { topic, apply: (event) => void (event !== undefined && kept.push(event)) })

  const pipeline = composeServices('pipeline', [
    topicsReady(kafka, topics),
    publisher,
    createRelay({ sql, publisher, topics, log: silentLog }),
    onceItCan(keep(deliveryEvents, events)),
    onceItCan(
      followTopic(kafka, {
        topic: riderAssignments,
        apply: (event, { key }) => void assignments.push({ key, event }),
      }),
    ),
    onceItCan(keep(riderKeys, validities)),
  ])
  await pipeline.start()
  return {
    eventsOf: (deliveryId) => events.filter(({ delivery }) => delivery.deliveryId === deliveryId),
    recordsOf: (riderId) => assignments.flatMap(({ key, event }) => (key === riderId && event ? event : [])),
    validitiesOf: (riderId) => validities.filter((validity) => validity.riderId === riderId),
    assignments,
    topicPrefix,
    async stop() {
      await pipeline.stop()
      await sql.end()
    },
  }
}

/** Brokers may not know the leaders of a topic yet that was made a moment ago. */
function onceItCan(follower: Service): Service {
  return { ...follower, start: async () => void (await until(() => follower.start().then(() => true))) }
}
