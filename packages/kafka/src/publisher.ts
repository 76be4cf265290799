import type { Topic } from '@doorstep/contracts'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Static, TSchema } from 'typebox'
import type { KafkaCluster } from './cluster.ts'
import { type Codec, jsonCodec } from './codec.ts'
import { partitionFor } from './partitioner.ts'
import { kafkajsTransport } from './publish/kafkajs-transport.ts'
import { createLane } from './publish/lane.ts'
import type { RecordPosition } from './publish/pending.ts'
import { alone, inParts, type OutgoingRecord, type OutgoingRecords } from './publish/records.ts'
import { watchedSends } from './publish/watched-sends.ts'

export interface PublisherOptions {
  readonly deadlineMs?: number
  readonly maxQueueRecords?: number
  readonly maxQueueBytes?: number
}

/**
 * Resolves only when every in-sync replica has the record; rejects with a retryable error when that is not known to
 * be so within the deadline, or when too much waits already. A record may be written twice, never out of order with
 * others of its key, and is never acknowledged without being written.
 */
export interface Publisher extends Service, ReadinessCheck {
  publish<Schema extends TSchema>(topic: Topic<Schema>, event: Static<Schema>): Promise<RecordPosition>
  /** Rejects if any event is not acknowledged; others may have been written. Keeps none of them while it waits. */
  publishAll<Schema extends TSchema>(topic: Topic<Schema>, events: readonly Static<Schema>[]): Promise<void>
  /** Deletes these keys from a compacted topic: a tombstone each. */
  retractAll(topic: Topic, keys: readonly string[]): Promise<void>
  /** A record as it is, to the topic the brokers know by that name: for dead letters and their tombstones. */
  publishRecord(record: OutgoingRecord): Promise<RecordPosition>
}

const defaults = { deadlineMs: 2_000, maxQueueRecords: 50_000, maxQueueBytes: 32 * 1024 * 1024 }

/** All may go to one partition as one record batch, which must stay below Kafka's `message.max.bytes` of 1 MiB. */
const batch = { maxRecords: 4_000, maxBytes: 768 * 1024 }
const RETRY_DELAY_MS = 50

export function createPublisher(kafka: KafkaCluster, options: PublisherOptions = {}): Publisher {
  const transport = kafkajsTransport(kafka)
  const sends = watchedSends(kafka)
  const lane = createLane(
    transport,
    { ...defaults, ...options, batch, retryDelayMs: RETRY_DELAY_MS },
    sends.events,
  )
  const codecs = new Map<Topic, Codec<TSchema>>()

  function codecOf(topic: Topic): Codec<TSchema> {
    const codec = codecs.get(topic) ?? jsonCodec(topic)
    codecs.set(topic, codec)
    return codec
  }

  function encoded(topic: Topic, events: readonly unknown[]): readonly OutgoingRecords[] {
    const { encode, headers } = codecOf(topic)
    const name = kafka.prefixed(topic.name)
    return runsOf(events, topic.keyOf).flatMap(({ key, run }) =>
      inParts(
        { topic: name, partition: partitionFor(key, topic.partitions), key, headers, ...encode(run) },
        batch,
      ),
    )
  }

  async function append(topic: string, parts: readonly OutgoingRecords[]): Promise<RecordPosition[]> {
    const records = parts.reduce((sum, { lengths }) => sum + lengths.length, 0)
    return sends.counted(topic, records, () => lane.append(parts))
  }

  function publishAll(topic: Topic, events: readonly unknown[]): Promise<RecordPosition[]> {
    return append(kafka.prefixed(topic.name), encoded(topic, events))
  }

  return {
    name: `publisher ${kafka.clientId}`,
    start: transport.start,
    waitingFor: sends.waitingFor,
    publish: async (topic, event) => only(await publishAll(topic, [event])),
    // Not async: it would keep the events until they are written.
    publishAll: (topic, events) =>
      events.length === 0 ? Promise.resolve() : Promise.try(publishAll, topic, events).then(() => undefined),
    async retractAll(topic, keys) {
      const name = kafka.prefixed(topic.name)
      const tombstone = { topic: name, value: null, headers: {} }
      const tombstones = keys.map((key) =>
        alone({ ...tombstone, partition: partitionFor(key, topic.partitions), key }),
      )
      await append(name, tombstones)
    },
    publishRecord: async (record) => only(await append(record.topic, [alone(record)])),
    async stop() {
      await lane.drain()
      await transport.stop()
    },
  }
}

/** Neighbours of one key, as the fixes of one phone are. */
function runsOf<Event>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
): { key: string; run: Event[] }[] {
  const runs: { key: string; run: Event[] }[] = []
  for (const event of events) {
    const key = keyOf(event)
    const last = runs.at(-1)
    if (last?.key === key) last.run.push(event)
    else runs.push({ key, run: [event] })
  }
  return runs
}

function only(positions: readonly RecordPosition[]): RecordPosition {
  return positions[0] as RecordPosition
}
