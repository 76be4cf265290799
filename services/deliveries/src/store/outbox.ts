import type { Topic } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { Static, TSchema } from 'typebox'

/** Told on each commit that added to the outbox. */
export const OUTBOX_CHANNEL = 'deliveries_outbox'

/** Part of the caller's transaction: the event leaves exactly if that commits, after all before it of the same key. */
export async function appendToOutbox<Schema extends TSchema>(
  sql: TransactionSql,
  topic: Topic<Schema>,
  event: Static<Schema>,
): Promise<void> {
  await sql`
    with appended as (
      insert into outbox (topic, key, event) values (${topic.name}, ${topic.keyOf(event)}, ${sql.json(event)})
    )
    select pg_notify(${OUTBOX_CHANNEL}, '')`
}

export interface OutboxEvent {
  readonly id: string
  readonly topic: string
  readonly key: string
  readonly event: unknown
}

export interface RefusedEvent {
  readonly id: string
  readonly reason: string
}

/** Well below what the publisher queues, and published well within a statement's time. */
const BATCH_SIZE = 500

/**
 * Hands the oldest events to `publish`; once it resolves they are gone from the outbox, those it refuses set aside.
 * Answers how many. At-least-once: after a crash in between they are handed out again. The lock is this transaction's,
 * so however a process ends, it lets go; while another process holds it the answer is 0.
 */
export async function drainOutbox(
  sql: Sql,
  publish: (events: readonly OutboxEvent[]) => Promise<readonly RefusedEvent[]>,
): Promise<number> {
  return await sql.begin(async (transaction) => {
    const [lock] = await transaction`
      select pg_try_advisory_xact_lock(hashtext('outbox of deliveries')) as held`
    if (lock?.held !== true) return 0
    const events = await transaction<OutboxEvent[]>`
      select id, topic, key, event from outbox order by id limit ${BATCH_SIZE}`
    if (events.length === 0) return 0
    for (const refused of await publish(events)) await setAside(transaction, refused)
    await transaction`delete from outbox where id = any(${events.map(({ id }) => id)}::bigint[])`
    return events.length
  })
}

async function setAside(sql: TransactionSql, { id, reason }: RefusedEvent): Promise<void> {
  await sql`
    insert into outbox_refused (id, topic, key, event, created_at, reason)
    select id, topic, key, event, created_at, ${reason} from outbox where id = ${id}`
}
