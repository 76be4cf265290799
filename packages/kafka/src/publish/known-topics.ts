import { setTimeout as delay } from 'node:timers/promises'
import type { KafkaCluster } from '../cluster.ts'

/** A new topic is not known to every broker at once. */
const LOOKS = 4
const LOOK_INTERVAL_MS = 100

/** Topics that were seen, so that those which do not exist can be refused without asking each time. */
export interface KnownTopics {
  /** Whether all of them exist. */
  include(topics: readonly string[]): Promise<boolean>
  forget(): void
}

export function knownTopics(kafka: KafkaCluster): KnownTopics {
  let known = new Set<string>()

  return {
    forget: () => known.clear(),
    async include(topics) {
      for (let looks = 0; looks < LOOKS; looks++) {
        if (topics.every((topic) => known.has(topic))) return true
        if (looks > 0) await delay(LOOK_INTERVAL_MS)
        known = await topicNames(kafka)
      }
      return topics.every((topic) => known.has(topic))
    },
  }
}

async function topicNames(kafka: KafkaCluster): Promise<Set<string>> {
  const admin = kafka.client.admin()
  try {
    await admin.connect()
    return new Set(await admin.listTopics())
  } finally {
    await admin.disconnect()
  }
}
