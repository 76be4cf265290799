import type { RiderAssignments } from '@doorstep/contracts'
import type { TransactionSql } from 'postgres'
import { assignmentsOf } from '../domain/assignments.ts'
import { deliveryOf, openDeliveryRows } from './delivery-row.ts'

/**
 * The rider's open deliveries as this transaction leaves them. Holds the rider's row until commit: of two transactions
 * that give one rider a delivery each, the later sees the former's, and its record comes after.
 */
export async function renewAssignments(sql: TransactionSql, riderId: string): Promise<RiderAssignments> {
  const updatedAt = await lockRider(sql, riderId)
  const [open, [latest]] = await Promise.all([
    openDeliveryRows(sql, riderId),
    sql<{ ended_at: Date | null }[]>`
      select max(ended_at) as ended_at from deliveries where rider_id = ${riderId}`,
  ])
  return assignmentsOf(riderId, open.map(deliveryOf), {
    lastEndedAt: latest?.ended_at?.getTime(),
    updatedAt: updatedAt.getTime(),
  })
}

/** The time of the new record: later than the one before, even if the clock went back. */
async function lockRider(sql: TransactionSql, riderId: string): Promise<Date> {
  const [rider] = await sql<{ updated_at: Date }[]>`
    update riders
    set assignments_updated_at = greatest(
      date_trunc('milliseconds', clock_timestamp()),
      assignments_updated_at + interval '1 millisecond'
    )
    where rider_id = ${riderId}
    returning assignments_updated_at as updated_at`
  if (rider === undefined) throw new Error(`No rider ${riderId}`)
  return rider.updated_at
}
