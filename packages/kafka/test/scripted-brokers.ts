import { setTimeout as delay } from 'node:timers/promises'
import type { OutgoingRecord } from '../src/publish/records.ts'
import { type PartitionAck, RefusedByBroker, type Transport } from '../src/publish/transport.ts'
import { separated } from './separated.ts'

/** What the brokers do with one send. Without a script they write everything. */
export interface Behaviour {
  /** Partitions that are not written, though the send resolves, as kafkajs does when a leader moves. */
  readonly drops?: readonly number[]
  /** After what is not dropped was written. */
  readonly throws?: boolean
  readonly lateMs?: number
}

export interface ScriptedBrokers extends Transport {
  /** Each partition's log, in order. */
  readonly logs: Map<number, OutgoingRecord[]>
  readonly batches: (readonly OutgoingRecord[])[]
}

/** Brokers with a log in memory, that play one behaviour for each send and behave well after the last. */
export function scriptedBrokers(
  script: readonly Behaviour[] = [],
  refuses: (record: OutgoingRecord) => 'topic' | 'record' | undefined = () => undefined,
): ScriptedBrokers {
  const logs = new Map<number, OutgoingRecord[]>()
  const batches: (readonly OutgoingRecord[])[] = []

  function write(record: OutgoingRecord): number {
    const log = logs.get(record.partition) ?? []
    logs.set(record.partition, log)
    return log.push(record) - 1
  }

  return {
    logs,
    batches,
    async send(parts) {
      const batch = parts.flatMap(separated)
      const { drops = [], throws = false, lateMs = 0 } = script[batches.length] ?? {}
      batches.push(batch)
      await delay(lateMs)

      const scope = batch.map(refuses).find((refused) => refused !== undefined)
      if (scope !== undefined) throw new RefusedByBroker(scope, { cause: new Error('MESSAGE_TOO_LARGE') })

      const acks = new Map<number, PartitionAck>()
      for (const record of batch) {
        if (drops.includes(record.partition)) continue
        const offset = write(record)
        const { topic, partition } = record
        if (!acks.has(partition)) acks.set(partition, { topic, partition, baseOffset: `${offset}` })
      }
      if (throws) throw new Error('the connection was closed')
      return [...acks.values()]
    },
  }
}

/** The mutant: believes that a send which resolves has written every partition it was given. */
export function trusting(transport: Transport): Transport {
  return {
    async send(batch) {
      const written = await transport.send(batch)
      const claimed = batch.map(({ topic, partition }) => ({ topic, partition, baseOffset: '0' }))
      return [...claimed, ...written]
    },
  }
}

/**
 * The mutant: numbers records as the idempotent producer of kafkajs does, for brokers that take a number they have seen
 * for a record they have. A send that fails gives its numbers back, and the next one takes them (kafkajs#1005).
 */
export function idempotentAsKafkajs(brokers: ScriptedBrokers): Transport {
  const given = new Map<number, number>()
  const seen = new Map<number, number>()
  const add = (numbers: Map<number, number>, partition: number, count: number) =>
    numbers.set(partition, (numbers.get(partition) ?? 0) + count)

  return {
    async send(batch) {
      const parts = [...Map.groupBy(batch, ({ partition }) => partition)].map(([partition, records]) => ({
        ...{ partition, records },
        isNew: (given.get(partition) ?? 0) >= (seen.get(partition) ?? 0),
      }))
      for (const { partition, records } of parts) add(given, partition, records.length)
      const fresh = parts.filter(({ isNew }) => isNew)
      for (const { partition, records } of fresh) add(seen, partition, records.length)
      try {
        await brokers.send(fresh.flatMap(({ records }) => records))
      } catch (error) {
        for (const { partition, records } of parts) add(given, partition, -records.length)
        throw error
      }
      return batch.map(({ topic, partition }) => ({ topic, partition, baseOffset: '0' }))
    },
  }
}
