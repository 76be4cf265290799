import { defineTopic, type RiderAssignments, riderAssignments, type TopicCleanup } from '@doorstep/contracts'
import { aTopicPrefix, until } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { createPublisher, followTopic, type KafkaCluster, partitionFor, topicsReady } from '../src/index.ts'
import { withAdmin } from '../src/topics.ts'
import { clusterOf, patient, running } from './harness.ts'

async function anAssignmentsTopic(cleanup: TopicCleanup = riderAssignments.cleanup) {
  const kafka = clusterOf(aTopicPrefix())
  await topicsReady(kafka, [defineTopic({ ...riderAssignments, cleanup })]).start()
  const publisher = await running(createPublisher(kafka, patient))
  const name = kafka.prefixed(riderAssignments.name)
  const partition = (riderId: string) => partitionFor(riderId, riderAssignments.partitions)
  return {
    kafka,
    name,
    partition,
    assign: (riderId: string, updatedAt: number) =>
      publisher.publish(riderAssignments, { riderId, deliveries: [], updatedAt }),
    write: (riderId: string, value: string | null) =>
      publisher.publishRecord({
        topic: name,
        partition: partition(riderId),
        key: riderId,
        value: value === null ? null : Buffer.from(value),
        headers: {},
      }),
  }
}

/** What a service makes of it: the newest of each rider. */
function aTable(kafka: KafkaCluster, options: { sinceMs?: number; newest?: number } = {}) {
  const table = new Map<string, number>()
  const apply = (assignments: RiderAssignments | undefined, { key }: { key: string }) => {
    if (assignments === undefined) table.delete(key)
    else table.set(key, assignments.updatedAt)
  }
  return { table, follower: followTopic(kafka, { topic: riderAssignments, apply, ...options }) }
}

describe('a followed topic', () => {
  it('is a whole table once started, then follows', async () => {
    const { kafka, assign } = await anAssignmentsTopic()
    for (let n = 0; n < 300; n++) await assign(`r-${n % 30}`, n)

    const { table, follower } = aTable(kafka)
    await running(follower)
    expect(table.size).toBe(30)
    expect(table.get('r-29')).toBe(299)
    expect(await follower.waitingFor()).toBeUndefined()

    await assign('new', 1)
    await until(() => table.get('new') === 1)
  })

  it('can begin with the newest records of each partition, and has all that come later', async () => {
    const { kafka, assign } = await anAssignmentsTopic()
    for (let n = 0; n < 10; n++) await assign(`r-${n}`, n)
    const { table, follower } = aTable(kafka, { newest: 1 })
    await running(follower)
    const partitions = new Set(
      [...Array(10).keys()].map((n) => partitionFor(`r-${n}`, riderAssignments.partitions)),
    )
    expect(table.size).toBe(partitions.size)
    expect(table.get('r-9')).toBe(9)
    for (let n = 0; n < 3; n++) await assign('r-9', 10 + n)
    await until(() => table.get('r-9') === 12)
  })

  it('is whole at once when the topic is empty', async () => {
    const { kafka, assign } = await anAssignmentsTopic()
    const { table, follower } = aTable(kafka)
    await running(follower)
    expect(table.size).toBe(0)
    await assign('r-1', 1)
    await until(() => table.get('r-1') === 1)
  })

  it('drops a key at its tombstone', async () => {
    const { kafka, assign, write } = await anAssignmentsTopic()
    await assign('r-1', 1)
    await assign('r-2', 1)
    await write('r-1', null)
    const { table, follower } = aTable(kafka)
    await running(follower)
    expect([...table.keys()]).toEqual(['r-2'])

    await write('r-2', null)
    await until(() => table.size === 0)
  })

  it('skips a malformed record', async () => {
    const { kafka, assign, write } = await anAssignmentsTopic()
    await assign('r-1', 1)
    await write('r-1', '{"riderId":"r-1"}')
    await assign('r-1', 2)
    const { table, follower } = aTable(kafka)
    await running(follower)
    expect(table.get('r-1')).toBe(2)
  })

  it('does not wait for records that were deleted', async () => {
    const kept = { policy: 'delete', retentionMs: 3_600_000 } as const
    const { kafka, name, partition, assign } = await anAssignmentsTopic(kept)
    for (let n = 0; n < 20; n++) await assign('r-1', n)
    await assign('r-2', 1)
    await withAdmin(kafka, async (admin) => {
      await admin.fetchTopicOffsets(name) // deleteTopicRecords knows no topic it has not met.
      await admin.deleteTopicRecords({
        topic: name,
        partitions: [{ partition: partition('r-1'), offset: '-1' }],
      })
    })
    const { table, follower } = aTable(kafka)
    await running(follower)
    expect(table.get('r-1')).toBeUndefined()
  })

  it('begins with what was written since, if so asked', async () => {
    const { kafka, assign } = await anAssignmentsTopic()
    await assign('old', 1)
    await new Promise((resolve) => setTimeout(resolve, 400))
    await assign('new', 2)
    const { table, follower } = aTable(kafka, { sinceMs: 300 })
    await running(follower)
    expect([...table.keys()]).toEqual(['new'])
  })

  it('leaves no group behind', async () => {
    const { kafka } = await anAssignmentsTopic()
    const { follower } = aTable(kafka)
    await follower.start()
    await follower.stop()
    const { groups } = await withAdmin(kafka, (admin) => admin.listGroups())
    expect(groups.filter(({ groupId }) => groupId.startsWith(kafka.prefixed('')))).toEqual([])
  })
})
