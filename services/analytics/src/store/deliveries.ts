import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { DeliveryRecord } from '../domain/delivery-record.ts'
import type { DeliveryStore } from '../handler.ts'
import type { Ride, RideReader } from '../routes/tracks.ts'
import { msOf } from './time.ts'

export function deliveryStore(sql: Sql): DeliveryStore {
  /** A record that is not newer than the one that is there changes nothing. */
  async function put(records: readonly DeliveryRecord[]): Promise<void> {
    await sql`
      insert into deliveries as held (
        delivery_id, version, status, rider_id, created_at, promised_at, assigned_at, picked_up_at, ended_at
      )
      select
        "deliveryId", version, status, "riderId", to_timestamp("createdAt" / 1000), to_timestamp("promisedAt" / 1000),
        to_timestamp("assignedAt" / 1000), to_timestamp("pickedUpAt" / 1000), to_timestamp("endedAt" / 1000)
      from json_to_recordset(${JSON.stringify(records)}::text::json) as record (
        "deliveryId" text, version integer, status text, "riderId" text, "createdAt" float8, "promisedAt" float8,
        "assignedAt" float8, "pickedUpAt" float8, "endedAt" float8
      )
      on conflict (delivery_id) do update set (
        version, status, rider_id, created_at, promised_at, assigned_at, picked_up_at, ended_at
      ) = (
        excluded.version, excluded.status, excluded.rider_id, excluded.created_at, excluded.promised_at,
        excluded.assigned_at, excluded.picked_up_at, excluded.ended_at
      )
      where held.version < excluded.version`
  }

  return { put: (records) => orUnavailable(put(records)) }
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
