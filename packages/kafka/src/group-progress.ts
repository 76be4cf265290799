import type { Topic } from '@doorstep/contracts'
import type { KafkaCluster } from './cluster.ts'
import { withAdmin } from './topics.ts'

/** Where each partition that holds anything ends. */
export type TopicEnds = ReadonlyMap<number, bigint>

/** How far a group, all its members together, has come with a topic. */
export interface GroupProgress {
  ends(): Promise<TopicEnds>
  /** What comes next in each partition in which anything is committed: all before is handled, or a dead letter. */
  committed(): Promise<TopicEnds>
  /** Whether everything before these ends is committed. */
  hasPassed(ends: TopicEnds): Promise<boolean>
}

export function groupProgress(kafka: KafkaCluster, group: string, topic: Topic): GroupProgress {
  const name = kafka.prefixed(topic.name)
  const groupId = kafka.prefixed(group)

  const committed = () =>
    withAdmin(kafka, async (admin) => {
      const [offsets] = await admin.fetchOffsets({ groupId, topics: [name] })
      const known = offsets?.partitions.filter(({ offset }) => offset !== '-1') ?? []
      return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]))
    })

  return {
    committed,
    ends: () =>
      withAdmin(kafka, async (admin) => {
        const watermarks = await admin.fetchTopicOffsets(name)
        const filled = watermarks.filter(({ low, high }) => low !== high)
        return new Map(filled.map(({ partition, high }) => [partition, BigInt(high)]))
      }),
    async hasPassed(ends) {
      const passed = await committed()
      return [...ends].every(([partition, end]) => (passed.get(partition) ?? -1n) >= end)
    },
  }
}
