import { type RiderAssignments, riderAssignments, riderKeys, type Topic } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Static, TSchema } from 'typebox'
import { type Planner, renewAssignments } from '../store/assignments.ts'
import { appendToOutbox, retractThroughOutbox } from '../store/outbox.ts'
import { plannedTransaction } from '../store/planned-transaction.ts'

const PAGE = 500

export interface RebuildOptions {
  readonly sql: Sql
  readonly kafka: KafkaCluster
  readonly planner: Planner
}

export interface Rebuilt {
  readonly told: number
  readonly retracted: number
  readonly revocations: number
}

/**
 * Tells `rider-assignments` and `rider-keys` again from the riders' rows, through the outbox: whatever the topics hold,
 * afterwards they hold what Postgres does. Rider by rider, each under the lock of its row, so that it may run beside the
 * service. To be repeated if it fails.
 */
export async function rebuildTables({ sql, kafka, planner }: RebuildOptions): Promise<Rebuilt> {
  const held = await tableOf(kafka, riderAssignments)
  const validities = await tableOf(kafka, riderKeys)
  let told = 0
  let retracted = 0
  let revocations = 0
  for await (const rider of riders(sql)) {
    if (!rider.isErased) {
      const isTold = await tellAssignments(sql, rider.riderId, held.get(rider.riderId), planner)
      if (isTold) told += 1
      else if (held.has(rider.riderId)) retracted += 1
      held.delete(rider.riderId)
    }
    // A revocation is never taken back, whichever side has lost it.
    const validFrom = Math.max(rider.validFrom, validities.get(rider.riderId)?.validFrom ?? 0)
    if (validFrom > 0) revocations += 1
    if (validFrom > 0)
      await sql.begin((tx) => appendToOutbox(tx, riderKeys, { riderId: rider.riderId, validFrom }))
  }
  for (const riderId of held.keys()) if (await retractStranger(sql, riderId)) retracted += 1
  return { told, retracted, revocations }
}

/** Whether there is something to tell of the rider: without any delivery, ever, a rider has no record. */
function tellAssignments(
  sql: Sql,
  riderId: string,
  held: RiderAssignments | undefined,
  planner: Planner,
): Promise<boolean> {
  return plannedTransaction(sql, planner.ways, async (transaction) => {
    const record = await renewAssignments(transaction, riderId, planner)
    const isEmpty = record.deliveries.length === 0 && record.lastEndedAt === undefined
    // Who holds a record that claims to be newer takes no other until it is gone.
    const isInTheWay = held !== undefined && (isEmpty || held.updatedAt >= record.updatedAt)
    if (isInTheWay) await retractThroughOutbox(transaction, riderAssignments, riderId)
    if (!isEmpty) await appendToOutbox(transaction, riderAssignments, record)
    return !isEmpty
  })
}

/** A record of a rider whom Postgres does not know, or not any more. One made this moment it does. */
async function retractStranger(sql: Sql, riderId: string): Promise<boolean> {
  return await orUnavailable(
    sql.begin(async (transaction) => {
      if (
        (await transaction`select from riders where rider_id = ${riderId} and erased_at is null`).length > 0
      )
        return false
      await retractThroughOutbox(transaction, riderAssignments, riderId)
      return true
    }),
  )
}

interface RiderRow {
  readonly riderId: string
  readonly validFrom: number
  readonly isErased: boolean
}

async function* riders(sql: Sql): AsyncGenerator<RiderRow> {
  let last = ''
  for (;;) {
    const page = await orUnavailable(
      sql<RiderRow[]>`
        select rider_id as "riderId", keys_valid_from as "validFrom", erased_at is not null as "isErased" from riders
        where rider_id > ${last} order by rider_id limit ${PAGE}`,
    )
    yield* page
    last = page.at(-1)?.riderId ?? last
    if (page.length < PAGE) return
  }
}

/** A compacted topic, read to where it ends now. */
async function tableOf<Schema extends TSchema>(
  kafka: KafkaCluster,
  topic: Topic<Schema>,
): Promise<Map<string, Static<Schema>>> {
  const table = new Map<string, Static<Schema>>()
  const follower = followTopic(kafka, {
    topic,
    apply: (event, { key }) => void (event === undefined ? table.delete(key) : table.set(key, event)),
  })
  await follower.start()
  await follower.stop()
  return table
}
