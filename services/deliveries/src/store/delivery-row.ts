import type { Delivery, DeliveryStatus, EndReason, Place, Route } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { DeliveryState, PlannedDelivery } from '../domain/delivery.ts'

/** A row of `deliveries` with its rider's name and when they reach its drop-off. */
export interface DeliveryRow {
  readonly delivery_id: string
  readonly status: DeliveryStatus
  readonly pickup: Place
  readonly dropoff: Place
  readonly customer: NonNullable<Delivery['customer']> | null
  readonly webhook: NonNullable<Delivery['webhook']> | null
  readonly promised_at: Date | null
  readonly rider_id: string | null
  readonly rider_name: string | null
  readonly route: Route | null
  readonly created_at: Date
  readonly assigned_at: Date | null
  readonly picked_up_at: Date | null
  readonly ended_at: Date | null
  readonly end_reason: EndReason | null
  readonly end_note: string | null
  readonly eta_at: Date | null
  readonly version: number
  readonly changed_at: Date
}

/** What the caller puts its conditions behind. */
export function deliveryRows(sql: Sql | TransactionSql) {
  return sql`
    select deliveries.*, riders.name as rider_name, (
      select eta_at from stops where stops.delivery_id = deliveries.delivery_id and kind = 'dropoff'
    ) as eta_at
    from deliveries left join riders using (rider_id)`
}

/** What the rider carries or is to fetch, in the order of the stop that each has next; last what has none yet. */
export function openDeliveryRows(sql: Sql | TransactionSql, riderId: string) {
  return sql<DeliveryRow[]>`
    ${deliveryRows(sql)}
    where rider_id = ${riderId} and ended_at is null
    order by (select min(nth) from stops where stops.delivery_id = deliveries.delivery_id), assigned_at, delivery_id`
}

export function stateOf(row: DeliveryRow): DeliveryState {
  return { version: row.version, at: row.changed_at.getTime(), delivery: deliveryOf(row) }
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return withoutNulls({
    deliveryId: row.delivery_id,
    status: row.status,
    pickup: row.pickup,
    dropoff: row.dropoff,
    customer: row.customer,
    promisedAt: millis(row.promised_at),
    webhook: row.webhook,
    riderId: row.rider_id,
    riderName: row.rider_name,
    route: row.route,
    createdAt: row.created_at.getTime(),
    assignedAt: millis(row.assigned_at),
    pickedUpAt: millis(row.picked_up_at),
    endedAt: millis(row.ended_at),
    endReason: row.end_reason,
    endNote: row.end_note,
  })
}

export function plannedDeliveryOf(row: DeliveryRow): PlannedDelivery {
  return { ...deliveryOf(row), ...(row.eta_at !== null && { etaAt: row.eta_at.getTime() }) }
}

function millis(date: Date | null): number | null {
  return date?.getTime() ?? null
}

type WithoutNulls<Fields> = {
  [Name in keyof Fields as null extends Fields[Name] ? never : Name]: Fields[Name]
} & { [Name in keyof Fields as null extends Fields[Name] ? Name : never]?: NonNullable<Fields[Name]> }

/** The database's `null` is our absence. */
function withoutNulls<Fields extends object>(fields: Fields): WithoutNulls<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== null)
  return Object.fromEntries(present) as WithoutNulls<Fields>
}
