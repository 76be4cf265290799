import { setTimeout as delay } from 'node:timers/promises'
import type { Topic } from '@doorstep/contracts'
import { type Service, UnavailableError } from '@doorstep/runtime'
import type { Admin, IResourceConfigEntry, ITopicConfig, ITopicMetadata } from 'kafkajs'
import type { KafkaCluster } from './cluster.ts'
import { TopicMismatchError } from './errors.ts'

/** A broker that starts may lead nothing for some seconds. */
const LEADERS_DEADLINE_MS = 20_000
const LEADERS_RETRY_MS = 100

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
      // kafkajs gives up when the broker it asks has not heard of the topic yet.
      waitForLeaders: false,
      topics: missing.map((topic) => topicConfig(kafka, topic, brokers.length)),
    })
  }

  const names = topics.map(({ name }) => kafka.prefixed(name))
  for (const { name, partitions } of await topicsWithLeaders(admin, names)) {
    const declared = topics.find((topic) => kafka.prefixed(topic.name) === name)?.partitions
    if (declared !== partitions.length) {
      throw new TopicMismatchError(`topic ${name} has ${partitions.length} partitions, not ${declared}`)
    }
  }
}

/**
 * Asks the leaders themselves: the metadata names a leader some milliseconds before that broker knows that it leads, and
 * kafkajs's admin gives up on a broker that says so.
 */
async function topicsWithLeaders(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  const giveUpAt = Date.now() + LEADERS_DEADLINE_MS
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names })
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) {
        for (const { name } of topics) await admin.fetchTopicOffsets(name)
        return topics
      }
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
    }
    if (Date.now() > giveUpAt) throw new UnavailableError(`not all of ${names.join(', ')} have leaders`)
    await delay(LEADERS_RETRY_MS)
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
