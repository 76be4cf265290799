import { segmentMs, type Topic } from '@doorstep/contracts'
import type { Service } from '@doorstep/runtime'
import type { Admin, IResourceConfigEntry, ITopicConfig } from 'kafkajs'
import type { KafkaCluster } from './cluster.ts'
import { TopicMismatchError } from './errors.ts'

/** Creates the topics that do not exist. One that does must have the declared number of partitions: keys depend on it. */
export function topicsReady(kafka: KafkaCluster, topics: readonly Topic[]): Service {
  return {
    name: 'topics',
    start: () => ensureTopics(kafka, topics),
    stop: async () => undefined,
  }
}

export async function ensureTopics(kafka: KafkaCluster, topics: readonly Topic[]): Promise<void> {
  await withAdmin(kafka, (admin) => createTopics(kafka, admin, topics))
  await withAdmin(kafka, (admin) => Promise.all(topics.map((topic) => checkTopic(kafka, admin, topic))))
}

/** Over a connection of its own, and again over a fresh one while Kafka gives no answer: `use` is idempotent. */
export function withAdmin<T>(kafka: KafkaCluster, use: (admin: Admin) => Promise<T>): Promise<T> {
  return kafka.answered(async () => {
    const admin = kafka.client.admin()
    try {
      await admin.connect()
      return await use(admin)
    } finally {
      await admin.disconnect()
    }
  })
}

async function createTopics(kafka: KafkaCluster, admin: Admin, topics: readonly Topic[]): Promise<void> {
  const existing = new Set(await admin.listTopics())
  const missing = topics.filter(({ name }) => !existing.has(kafka.prefixed(name)))
  if (missing.length === 0) return
  const { brokers } = await admin.describeCluster()
  await admin.createTopics({
    // kafkajs gives up when the broker it asks has not heard of the topic yet.
    waitForLeaders: false,
    topics: missing.map((topic) => topicConfig(kafka, topic, brokers.length)),
  })
}

/**
 * Its keys are where publishers look for them, and its leaders answer: metadata names a leader some milliseconds before
 * that broker knows that it leads.
 */
async function checkTopic(kafka: KafkaCluster, admin: Admin, topic: Topic): Promise<void> {
  const offsets = await admin.fetchTopicOffsets(kafka.prefixed(topic.name))
  if (offsets.length !== topic.partitions) {
    const message = `topic ${kafka.prefixed(topic.name)} has ${offsets.length} partitions, not ${topic.partitions}`
    throw new TopicMismatchError(message)
  }
}

/** Three replicas of which two must have a record: one broker may be lost without losing or refusing anything. */
function topicConfig(kafka: KafkaCluster, topic: Topic, brokers: number): ITopicConfig {
  const replicationFactor = Math.min(3, brokers)
  return {
    topic: kafka.prefixed(topic.name),
    numPartitions: topic.partitions,
    replicationFactor,
    configEntries: [
      { name: 'min.insync.replicas', value: replicationFactor === 3 ? '2' : '1' },
      ...cleanupConfig(topic),
    ],
  }
}

function cleanupConfig({ cleanup }: Topic): IResourceConfigEntry[] {
  const segment = String(segmentMs({ cleanup }))
  if (cleanup.policy === 'compact') {
    return [
      { name: 'cleanup.policy', value: 'compact' },
      // Else what was replaced stays until half of the log was: on a quiet topic for ever.
      { name: 'max.compaction.lag.ms', value: segment },
    ]
  }
  return [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: String(cleanup.retentionMs) },
    // Kafka deletes whole segments, and would write to one for a week.
    { name: 'segment.ms', value: segment },
  ]
}
