import type { DeliveryActivity } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { DeliveryRecord } from '../domain/delivery-record.ts'
import type { DeliveryStore } from '../handler.ts'
import type { DeliveryReader } from '../routes/deliveries.ts'
import type { Ride, RideReader } from '../routes/tracks.ts'
import { lockRiders } from './rider-lock.ts'
import { msOf } from './time.ts'

export function deliveryStore(sql: Sql): DeliveryStore {
  const put = (records: readonly DeliveryRecord[]) =>
    sql.begin(async (transaction) => {
      const riders = records.map(({ riderId }) => riderId).filter((id) => id !== undefined)
      await lockRiders(transaction, new Set(riders))
      await putNewer(transaction, records)
    })

  return { put: (records) => orUnavailable(put(records)) }
}

/**
 * A record that is not newer than the one that is there changes nothing. The fixes that are there are summed up when the
 * ride ends; those that come later add to it.
 */
function putNewer(sql: TransactionSql, records: readonly DeliveryRecord[]) {
  return sql`
    insert into deliveries as held (
      delivery_id, version, status, rider_id, created_at, promised_at, assigned_at, picked_up_at, ended_at,
      fixes, distance_mm, moving_ms, stopped_ms
    )
    select
      "deliveryId", version, status, "riderId", to_timestamp("createdAt" / 1000), to_timestamp("promisedAt" / 1000),
      to_timestamp("assignedAt" / 1000), to_timestamp("pickedUpAt" / 1000), to_timestamp("endedAt" / 1000), ride.*
    from json_to_recordset(${JSON.stringify(records)}::text::json) as record (
      "deliveryId" text, version integer, status text, "riderId" text, "createdAt" float8, "promisedAt" float8,
      "assignedAt" float8, "pickedUpAt" float8, "endedAt" float8
    ) cross join lateral (
      select
        count(*), coalesce(sum(distance_mm), 0), coalesce(sum(fixes.moving_ms), 0), coalesce(sum(fixes.stopped_ms), 0)
      from fixes
      where rider_id = "riderId"
        and recorded_at > to_timestamp("pickedUpAt" / 1000) and recorded_at <= to_timestamp("endedAt" / 1000)
    ) as ride
    on conflict (delivery_id) do update set (
      version, status, rider_id, created_at, promised_at, assigned_at, picked_up_at, ended_at,
      fixes, distance_mm, moving_ms, stopped_ms
    ) = (
      excluded.version, excluded.status, excluded.rider_id, excluded.created_at, excluded.promised_at,
      excluded.assigned_at, excluded.picked_up_at, excluded.ended_at,
      excluded.fixes, excluded.distance_mm, excluded.moving_ms, excluded.stopped_ms
    )
    where held.version < excluded.version`
}

export function rideReader(sql: Sql): RideReader {
  return {
    async findRide(deliveryId) {
      const [row] = await orUnavailable(sql<{ ride: Ride }[]>`
        select json_strip_nulls(json_build_object(
          'riderId', rider_id,
          'assignedAt', ${msOf(sql, sql`assigned_at`)},
          'endedAt', ${msOf(sql, sql`ended_at`)}
        )) as ride
        from deliveries where delivery_id = ${deliveryId}`)
      return row?.ride
    },
  }
}

/** Of a ride that goes on, the rows up to now are summed up. */
export function deliveryReader(sql: Sql): DeliveryReader {
  return {
    async findDelivery(deliveryId) {
      const [row] = await orUnavailable(sql<{ delivery: DeliveryActivity }[]>`
        select json_strip_nulls(json_build_object(
          'status', status,
          'riderId', rider_id,
          'fixes', delivery.fixes + so_far.fixes,
          'distanceM', (delivery.distance_mm + so_far.distance_mm)::float8 / 1000,
          'movingMs', delivery.moving_ms + so_far.moving_ms,
          'stoppedMs', delivery.stopped_ms + so_far.stopped_ms,
          'orderToDoorMs', ${msOf(sql, sql`ended_at - created_at`)},
          'pickupToDoorMs', ${msOf(sql, sql`ended_at - picked_up_at`)},
          'onTime', case when status = 'delivered' then ended_at <= promised_at end
        )) as delivery
        from deliveries as delivery cross join lateral (
          select
            count(*) as fixes, coalesce(sum(distance_mm), 0) as distance_mm,
            coalesce(sum(rows.moving_ms), 0) as moving_ms, coalesce(sum(rows.stopped_ms), 0) as stopped_ms
          from fixes as rows
          where delivery.ended_at is null and rider_id = delivery.rider_id and recorded_at > picked_up_at
        ) as so_far
        where delivery_id = ${deliveryId}`)
      return row?.delivery
    },
  }
}
