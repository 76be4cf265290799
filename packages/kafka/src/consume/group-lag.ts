import type { Admin } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { type Assignment, lagOf, type PartitionLag } from './lag.ts'
import type { Observed } from './stillness.ts'

/** What waits on the partitions of one member, as its gauge shows it and its watchdog judges it. */
export interface GroupLag {
  /** This member's partitions from now on; undefined while it is in no group. */
  assigned(assignment: Assignment | undefined): void
  /** Something came of a record of this partition, be it a failure. */
  signOfLife(topic: string, partition: number): void
  observe(admin: Admin): Promise<Observed[]>
}

export function groupLag(kafka: KafkaCluster, groupId: string): GroupLag {
  const signs = new Map<string, number>()
  let owned: Assignment | undefined

  const labelsOf = ({ topic, partition }: Pick<PartitionLag, 'topic' | 'partition'>) => ({
    messaging_destination_name: topic,
    messaging_consumer_group_name: groupId,
    messaging_destination_partition_id: partition,
  })

  return {
    assigned(assignment) {
      for (const [topic, partitions] of Object.entries(owned ?? {})) {
        for (const partition of partitions) kafka.metrics.lag.remove(labelsOf({ topic, partition }))
      }
      owned = assignment
    },
    signOfLife(topic, partition) {
      const id = `${topic}/${partition}`
      signs.set(id, (signs.get(id) ?? 0) + 1)
    },
    async observe(admin) {
      if (owned === undefined) return [{ id: 'its membership', lag: 1n, mark: '' }]
      const lags = await lagOf(admin, groupId, owned)
      for (const lag of lags) kafka.metrics.lag.set(labelsOf(lag), Number(lag.records))
      return lags.map(({ topic, partition, records, committed }) => {
        const id = `${topic}/${partition}`
        return { id, lag: records, mark: `${committed} ${signs.get(id)}` }
      })
    },
  }
}
