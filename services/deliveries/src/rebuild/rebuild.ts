import {
  type RiderAssignments,
  type RiderKeyValidity,
  riderAssignments,
  riderKeys,
  type Topic,
} from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Static, TSchema } from 'typebox'
import { type Planner, RiderGone, renewAssignments } from '../store/assignments.ts'
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
  for await (const riderId of riders(sql)) {
    const outcome = await tellAssignments(sql, riderId, held.get(riderId), planner)
    if (outcome === 'told') told += 1
    if (outcome === 'empty' && held.has(riderId)) retracted += 1
    if (outcome !== 'erased') held.delete(riderId)
    if (await tellRevocation(sql, riderId, validities.get(riderId))) revocations += 1
  }
  for (const riderId of held.keys()) if (await retractStranger(sql, riderId)) retracted += 1
  return { told, retracted, revocations }
}

/** Without any delivery, ever, a rider has no record. One who was erased, perhaps a moment ago, is left as a stranger. */
async function tellAssignments(
  sql: Sql,
  riderId: string,
  held: RiderAssignments | undefined,
  planner: Planner,
): Promise<'told' | 'empty' | 'erased'> {
  try {
    return await plannedTransaction(sql, planner.ways, async (transaction) => {
      const record = await renewAssignments(transaction, riderId, planner)
      const isEmpty = record.deliveries.length === 0 && record.lastEndedAt === undefined
      // Who holds a record that claims to be newer takes no other until it is gone.
      const isInTheWay = held !== undefined && (isEmpty || held.updatedAt >= record.updatedAt)
      if (isInTheWay) await retractThroughOutbox(transaction, riderAssignments, riderId)
      if (!isEmpty) await appendToOutbox(transaction, riderAssignments, record)
      return isEmpty ? 'empty' : 'told'
    })
  } catch (error) {
    if (error instanceof RiderGone) return 'erased'
    throw error
  }
}

/** Whether there was one, ever. It is never taken back, whichever side has lost it, also if it is a moment old. */
async function tellRevocation(
  sql: Sql,
  riderId: string,
  held: RiderKeyValidity | undefined,
): Promise<boolean> {
  const telling = sql.begin(async (transaction) => {
    const [rider] = await transaction<{ valid_from: number }[]>`
      select keys_valid_from as valid_from from riders where rider_id = ${riderId} for no key update`
    const validFrom = Math.max(rider?.valid_from ?? 0, held?.validFrom ?? 0)
    if (validFrom > 0) await appendToOutbox(transaction, riderKeys, { riderId, validFrom })
    return validFrom > 0
  })
  return (await orUnavailable(telling)) as boolean
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

/** Also those who are erased: their keys are worth nothing for good. */
async function* riders(sql: Sql): AsyncGenerator<string> {
  let last = ''
  for (;;) {
    const page = await orUnavailable(
      sql<{ rider_id: string }[]>`
        select rider_id from riders where rider_id > ${last} order by rider_id limit ${PAGE}`,
    )
    for (const { rider_id } of page) yield rider_id
    last = page.at(-1)?.rider_id ?? last
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
