import type { Topic } from '@doorstep/contracts'
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

export function ensureTopics(kafka: KafkaCluster, topics: readonly Topic[]): Promise<void> {
  return withAdmin(kafka, (admin) => createTopics(kafka, admin, topics))
}

/** Runs with a connection of its own, closed afterwards. */
export async function withAdmin<T>(kafka: KafkaCluster, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.client.admin()
  await kafka.connected(() => admin.connect())
  try {
    return await use(admin)
  } finally {
    await admin.disconnect()
  }
}

async function createTopics(kafka: KafkaCluster, admin: Admin, topics: readonly Topic[]): Promise<void> {
  const existing = new Set(await admin.listTopics())
  const missing = topics.filter(({ name }) => !existing.has(kafka.prefixed(name)))
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster()
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => topicConfig(kafka, topic, brokers.length)),
    })
  }

  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => kafka.prefixed(name)) })
  for (const { name, partitions } of metadata.topics) {
    const declared = topics.find((topic) => kafka.prefixed(topic.name) === name)?.partitions
    if (declared !== partitions.length) {
      throw new TopicMismatchError(`topic ${name} has ${partitions.length} partitions, not ${declared}`)
    }
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
  if (cleanup.policy === 'compact') return [{ name: 'cleanup.policy', value: 'compact' }]
  return [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: String(cleanup.retentionMs) },
  ]
}
