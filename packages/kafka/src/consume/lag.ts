import type { Admin } from 'kafkajs'

/** Partitions by the topic's name. */
export type Assignment = Readonly<Record<string, readonly number[]>>

export interface PartitionLag {
  readonly topic: string
  readonly partition: number
  /** Records that are not committed yet. */
  readonly records: bigint
  /** `-1` when nothing ever was. */
  readonly committed: string
}

export async function lagOf(admin: Admin, groupId: string, assignment: Assignment): Promise<PartitionLag[]> {
  const topics = Object.keys(assignment)
  if (topics.length === 0) return []
  const groupOffsets = await admin.fetchOffsets({ groupId, topics })
  const lags = await Promise.all(
    topics.map(async (topic) => {
      const ends = await admin.fetchTopicOffsets(topic)
      const offsets = groupOffsets.find((candidate) => candidate.topic === topic)?.partitions ?? []
      return (assignment[topic] ?? []).map((partition) => {
        const { low = '0', high = '0' } = ends.find((end) => end.partition === partition) ?? {}
        const committed = offsets.find((offset) => offset.partition === partition)?.offset ?? '-1'
        const lag = BigInt(high) - BigInt(committed === '-1' ? low : committed)
        return { topic, partition, records: lag > 0n ? lag : 0n, committed }
      })
    }),
  )
  return lags.flat()
}
