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

/** Part of the caller's transaction, as above: the key is deleted from a compacted topic. */
export async function retractThroughOutbox(sql: TransactionSql, topic: Topic, key: string): Promise<void> {
  await sql`
    with appended as (insert into outbox (topic, key, event) values (${topic.name}, ${key}, null))
    select pg_notify(${OUTBOX_CHANNEL}, '')`
}

export interface OutboxEvent {
  readonly id: string
  readonly key: string
  /** Null if the key is to be deleted. */
  readonly event: unknown
}

export interface RefusedEvent {
  readonly id: string
  readonly reason: string
}

/** Both well below what the publisher queues. */
const BATCH_RECORDS = 500
const BATCH_BYTES = 4 * 1024 * 1024

/**
 * Hands a topic's oldest events to `publish`; once it resolves they are gone from the outbox, those it refuses set
 * aside. Answers how many. At-least-once: after a crash in between they are handed out again. The lock is this
 * transaction's, so however a process ends, it lets go; while another process holds it the answer is 0.
 */
export async function drainOutbox(
  sql: Sql,
  topic: string,
  publish: (events: readonly OutboxEvent[]) => Promise<readonly RefusedEvent[]>,
): Promise<number> {
  return await sql.begin(async (transaction) => {
    const [lock] = await transaction`
      select pg_try_advisory_xact_lock(hashtext(${`outbox of deliveries for ${topic}`})) as held`
    if (lock?.held !== true) return 0
    const events = await oldest(transaction, topic)
    if (events.length === 0) return 0
    for (const refused of await publish(events)) await setAside(transaction, refused)
    await transaction`delete from outbox where id = any(${events.map(({ id }) => id)}::bigint[])`
    return events.length
  })
}

/** At least one, if there is any. */
function oldest(sql: TransactionSql, topic: string) {
  return sql<OutboxEvent[]>`
    select id, key, event from (
      select *, sum(bytes) over (order by id) - bytes as bytes_before
      from (
        select *, coalesce(octet_length(event::text), 0) as bytes
        from outbox where topic = ${topic} order by id limit ${BATCH_RECORDS}
      ) as batch
    ) as measured
    where bytes_before < ${BATCH_BYTES}
    order by id`
}

async function setAside(sql: TransactionSql, { id, reason }: RefusedEvent): Promise<void> {
  await sql`
    insert into outbox_refused (id, topic, key, event, created_at, reason)
    select id, topic, key, event, created_at, ${reason} from outbox where id = ${id}`
}
