import type { Delivery, RiderAssignments, Stop } from '@doorstep/contracts'
import type { TransactionSql } from 'postgres'
import { assignmentsOf } from '../domain/assignments.ts'
import { plan } from '../domain/plan.ts'
import { newestSighting, type Sighting } from '../domain/sighting.ts'
import { type Reordering, stopsAhead } from '../domain/stops.ts'
import type { Ways } from '../ways.ts'
import { deliveryOf, openDeliveryRows } from './delivery-row.ts'
import { WaysMissing } from './planned-transaction.ts'
import { lastStopOf, stopOrderOf, writeStops } from './stops.ts'

/** The rider of whom an assignment speaks has been erased since it was asked for. */
export class RiderGone extends Error {}

/** What a plan is made of beyond the stops themselves. */
export interface Planner {
  readonly ways: Ways
  /** Where a rider's phone was last, if it says. */
  lastSeen(riderId: string): Sighting | undefined
}

/** Several riders by id, so that two transactions never wait for each other. */
export async function lockRiders(sql: TransactionSql, riderIds: readonly string[]): Promise<void> {
  await sql`select from riders where rider_id = any(${[...riderIds]}) order by rider_id for no key update`
}

/**
 * The rider's open deliveries as this transaction leaves them, with their stops planned from now on. Holds the rider's
 * row until commit: of two transactions that give one rider a delivery each, the later sees the former's, and its record
 * comes after. Rejects with `RiderGone`, for the transaction to be undone.
 */
export async function renewAssignments(
  sql: TransactionSql,
  riderId: string,
  planner: Planner,
): Promise<RiderAssignments> {
  const renewed = await reorderStops(sql, riderId, (stops) => ({ ok: true, stops }), planner)
  if (renewed === undefined || 'ok' in renewed) throw new RiderGone()
  return renewed
}

/** The same with the stops in another order, or why not. Undefined if there is no such rider. */
export async function reorderStops(
  sql: TransactionSql,
  riderId: string,
  reorder: (ahead: readonly Stop[]) => Reordering,
  planner: Planner,
): Promise<RiderAssignments | Extract<Reordering, { ok: false }> | undefined> {
  const at = await lockRider(sql, riderId)
  if (at === undefined) return undefined
  const [rows, before] = await Promise.all([openDeliveryRows(sql, riderId), stopOrderOf(sql, riderId)])
  const open = rows.map(deliveryOf)
  const reordering = reorder(stopsAhead(before, open))
  return reordering.ok ? replan(sql, { riderId, at, open, ahead: reordering.stops }, planner) : reordering
}

interface Round {
  readonly riderId: string
  readonly at: number
  readonly open: readonly Delivery[]
  readonly ahead: readonly Stop[]
}

async function replan(
  sql: TransactionSql,
  { riderId, at, open, ahead }: Round,
  { ways, lastSeen }: Planner,
): Promise<RiderAssignments> {
  const [lastStop, lastEndedAt] = await Promise.all([lastStopOf(sql, riderId), lastEndOf(sql, riderId)])
  const seen = newestSighting([lastStop, lastSeen(riderId)], at)
  const planning = plan(ahead, open, { at, from: seen?.position }, ways.legBetween)
  if (!planning.ok) throw new WaysMissing(planning.missing)
  await writeStops(sql, riderId, planning.stops)
  return assignmentsOf(riderId, open, planning.stops, { lastEndedAt, updatedAt: at })
}

async function lastEndOf(sql: TransactionSql, riderId: string): Promise<number | undefined> {
  const [latest] = await sql<{ ended_at: Date | null }[]>`
    select max(ended_at) as ended_at from deliveries where rider_id = ${riderId}`
  return latest?.ended_at?.getTime()
}

/** The time of the new record: later than the one before, even if the clock went back. */
async function lockRider(sql: TransactionSql, riderId: string): Promise<number | undefined> {
  const [rider] = await sql<{ updated_at: Date }[]>`
    update riders
    set assignments_updated_at = greatest(
      date_trunc('milliseconds', clock_timestamp()),
      assignments_updated_at + interval '1 millisecond'
    )
    where rider_id = ${riderId} and erased_at is null
    returning assignments_updated_at as updated_at`
  return rider?.updated_at.getTime()
}
