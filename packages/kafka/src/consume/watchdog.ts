import type { Admin } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { ConsumerStuckError } from '../errors.ts'
import { type Assignment, lagOf, type PartitionLag } from './lag.ts'
import { type Observed, stillness } from './stillness.ts'

export interface WatchdogOptions {
  readonly groupId: string
  readonly stuckAfterMs: number
  onStuck(error: ConsumerStuckError): void
}

/** Looks at the group from outside, as an operator would: kafkajs's consumers are known to go quiet (kafkajs#659). */
export interface Watchdog {
  start(): void
  stop(): Promise<void>
  /** This member's partitions from now on; undefined while it is in no group. */
  assigned(assignment: Assignment | undefined): void
  /** Something came of a record of this partition, be it a failure. */
  signOfLife(topic: string, partition: number): void
}

export function watchdog(kafka: KafkaCluster, { groupId, stuckAfterMs, onStuck }: WatchdogOptions): Watchdog {
  const { stuck, forget } = stillness(stuckAfterMs)
  const signs = new Map<string, number>()
  let owned: Assignment | undefined
  let admin: Admin | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function check(): Promise<void> {
    const still = stuck(await observed(), Date.now())
    if (still.length === 0) return
    const where = still.join(', ')
    onStuck(new ConsumerStuckError(`group ${groupId}: no sign of life for ${stuckAfterMs} ms from ${where}`))
  }

  async function observed(): Promise<Observed[]> {
    if (owned === undefined) return [{ id: 'its membership', lag: 1n, mark: '' }]
    const lags = await lagsOfOwned(owned)
    for (const lag of lags) kafka.metrics.lag.set(labelsOf(lag), Number(lag.records))
    return lags.map(({ topic, partition, records, committed }) => {
      const id = `${topic}/${partition}`
      return { id, lag: records, mark: `${committed} ${signs.get(id)}` }
    })
  }

  async function lagsOfOwned(assignment: Assignment): Promise<PartitionLag[]> {
    try {
      admin ??= kafka.client.admin()
      await admin.connect()
      return await lagOf(admin, groupId, assignment)
    } catch {
      // Kafka is away: no fault of this consumer, and named by its readiness.
      forget()
      await disconnect()
      return []
    }
  }

  const labelsOf = ({ topic, partition }: Pick<PartitionLag, 'topic' | 'partition'>) => ({
    messaging_destination_name: topic,
    messaging_consumer_group_name: groupId,
    messaging_destination_partition_id: partition,
  })

  async function disconnect(): Promise<void> {
    const used = admin
    admin = undefined
    await used?.disconnect().catch(() => undefined)
  }

  function schedule(): void {
    if (stopped) return
    timer = setTimeout(() => void check().finally(schedule), stuckAfterMs / 6)
  }

  return {
    start: schedule,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await disconnect()
    },
    assigned(assignment) {
      for (const [topic, partitions] of Object.entries(owned ?? {})) {
        for (const partition of partitions) kafka.metrics.lag.remove(labelsOf({ topic, partition }))
      }
      owned = assignment
      forget()
    },
    signOfLife(topic, partition) {
      const id = `${topic}/${partition}`
      signs.set(id, (signs.get(id) ?? 0) + 1)
    },
  }
}
