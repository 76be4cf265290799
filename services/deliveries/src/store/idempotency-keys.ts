import type { TransactionSql } from 'postgres'
import { IDEMPOTENCY_KEY_KEPT_MS } from '../domain/keeping.ts'
import type { Creation, IdempotentRequest } from '../routes/deliveries.ts'

/**
 * What the key has already made, or undefined if it is new: it then stands for `deliveryId`. A second request with the
 * key waits here until the first one's transaction is over.
 */
export async function deliveryMadeWith(
  sql: TransactionSql,
  { key, body }: IdempotentRequest,
  deliveryId: string,
): Promise<Creation | undefined> {
  // An old one makes way here, too: the keeper may not have come by yet.
  const taken = await sql`
    insert into idempotency_keys (key, request, delivery_id) values (${key}, ${sql.json(body)}, ${deliveryId})
    on conflict (key) do update
      set request = excluded.request, delivery_id = excluded.delivery_id, created_at = excluded.created_at
      where idempotency_keys.created_at < ${new Date(Date.now() - IDEMPOTENCY_KEY_KEPT_MS)}`
  if (taken.count === 1) return undefined

  // jsonb compares values: the same body with its fields in another order is the same request.
  const [earlier] = await sql<{ delivery_id: string; same: boolean }[]>`
    select delivery_id, request = ${sql.json(body)}::jsonb as same from idempotency_keys where key = ${key}`
  return earlier?.same === true
    ? { ok: true, deliveryId: earlier.delivery_id }
    : { ok: false, reason: 'idempotency-key-reused' }
}
