import { deliveryLocation } from '@doorstep/contracts'
import { partitionFor } from '@doorstep/kafka'
import type { TransactionSql } from 'postgres'

/**
 * Holds these riders until the transaction ends: what is read of them afterwards stays true, also while a consumer that
 * lost its partition finishes. By partition of their fixes, so that a batch holds one lock and batches of different
 * partitions never meet. The statements after it see what the one before committed.
 */
export function lockRiders(sql: TransactionSql, riderIds: ReadonlySet<string>) {
  const partitions = new Set([...riderIds].map((id) => partitionFor(id, deliveryLocation.partitions)))
  const inOrder = [...partitions].toSorted((a, b) => a - b)
  return sql`
    select pg_advisory_xact_lock(hashtext('riders of analytics'), partition)
    from unnest(${inOrder}::integer[]) as partition`
}
