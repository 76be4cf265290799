import type { Topic } from '@doorstep/contracts'
import { DoorstepError } from '@doorstep/runtime'
import type { IHeaders, KafkaMessage } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { RecordRefusedError } from '../errors.ts'
import type { OutgoingRecord } from '../publish/records.ts'
import type { Publisher } from '../publisher.ts'
import { ensureTopics } from '../topics.ts'
import type { Failure } from './process-batch.ts'

const DAY_MS = 24 * 3600 * 1000
const RETENTION_MS = 14 * DAY_MS

export interface DeadLetters {
  /** Resolves when it is durable. Key, value and headers stay as they were; `dlt_*` headers say what happened. */
  send(message: KafkaMessage, partition: number, failure: Failure): Promise<void>
}

/** `<topic>.<group>.dlt`, made when the first letter comes, with the partitions of its topic. */
export function deadLetters(
  kafka: KafkaCluster,
  publisher: Pick<Publisher, 'publishRecord'>,
  topic: Topic,
  groupId: string,
): DeadLetters {
  const letters: Topic = {
    ...topic,
    name: `${topic.name}.${groupId}.dlt`,
    cleanup: { policy: 'delete', retentionMs: RETENTION_MS },
  }
  let ready: Promise<void> | undefined

  return {
    async send(message, partition, failure) {
      ready ??= ensureTopics(kafka, [letters])
      await ready.catch((error) => {
        ready = undefined
        throw error
      })
      const coordinates = { dlt_topic: topic.name, dlt_partition: `${partition}`, dlt_offset: message.offset }
      const letter: OutgoingRecord = {
        topic: kafka.prefixed(letters.name),
        partition,
        key: message.key,
        value: message.value,
        headers: {
          ...firstOfEach(message.headers),
          ...coordinates,
          ...reasonOf(failure),
          dlt_group: groupId,
        },
      }
      try {
        await publisher.publishRecord(letter)
      } catch (error) {
        if (!(error instanceof RecordRefusedError)) throw error
        // With our headers it can be larger than brokers take. The value is still at the coordinates.
        await publisher.publishRecord({ ...letter, value: null })
      }
    },
  }
}

function reasonOf({ error, tries }: Failure): Record<string, string> {
  return {
    dlt_code: error instanceof DoorstepError ? error.code : 'UNKNOWN',
    dlt_reason: error instanceof Error ? error.message : String(error),
    dlt_tries: `${tries}`,
    dlt_at: new Date().toISOString(),
  }
}

function firstOfEach(headers: IHeaders = {}): Record<string, Buffer | string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
