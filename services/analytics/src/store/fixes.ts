import type { LocationFix } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import { dayOf } from '../domain/day.ts'
import type { FixStore } from '../handler.ts'
import type { Partitions } from './partitions.ts'

/** Each batch is one statement with one parameter, whatever its size (ADR 0017). */
export function fixStore(sql: Sql, partitions: Pick<Partitions, 'ensure' | 'forget'>): FixStore {
  async function write(fixes: readonly LocationFix[]): Promise<number> {
    const { count } = await sql`
      insert into fixes (
        rider_id, recorded_at, received_at, lat, lon,
        accuracy_m, speed_mps, bearing_deg, altitude_m, battery_pct, charging, source
      )
      select
        "riderId", to_timestamp("recordedAt" / 1000), to_timestamp("receivedAt" / 1000), lat, lon,
        "accuracyM", "speedMps", "bearingDeg", "altitudeM", "batteryPct", charging, source
      from json_to_recordset(${JSON.stringify(fixes)}::text::json) as fix (
        "riderId" text, "recordedAt" float8, "receivedAt" float8, lat float8, lon float8,
        "accuracyM" float8, "speedMps" float8, "bearingDeg" float8, "altitudeM" float8, "batteryPct" float8,
        charging boolean, source text
      )
      on conflict do nothing`
    return count
  }

  return {
    async add(fixes) {
      await partitions.ensure(new Set(fixes.map(({ recordedAt }) => dayOf(recordedAt))))
      try {
        return await orUnavailable(write(fixes))
      } catch (error) {
        // Perhaps a partition went since it was last seen: look again before the next try.
        partitions.forget()
        throw error
      }
    },
  }
}
