import type { Location } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Span } from '../domain/span.ts'
import type { TrackReader } from '../routes/tracks.ts'
import { isWithin, msOf } from './time.ts'

/** 150 kB as JSON: what one download holds in memory. */
const PAGE_FIXES = 1_000

type Row = { readonly [Field in keyof Required<Location>]: Location[Field] | null }

/**
 * Each page is a query of its own, which the primary key answers from where the last one ended. A cursor would hold a
 * connection, and a transaction, for as long as the slowest client takes.
 */
export function trackReader(sql: Sql): TrackReader {
  async function page(riderId: string, span: Span): Promise<Location[]> {
    const rows = await sql<Row[]>`
      select
        lat, lon, ${msOf(sql, sql`recorded_at`)} as "recordedAt", accuracy_m as "accuracyM", speed_mps as "speedMps",
        bearing_deg as "bearingDeg", altitude_m as "altitudeM", battery_pct as "batteryPct", charging
      from fixes
      where rider_id = ${riderId} and ${isWithin(sql, sql`recorded_at`, span)}
      order by recorded_at limit ${PAGE_FIXES}`
    return rows.map(locationOf)
  }

  return {
    async *track(riderId, { from, to }) {
      let next = from
      for (;;) {
        const locations = await orUnavailable(page(riderId, { from: next, to }))
        if (locations.length > 0) yield locations
        const last = locations[PAGE_FIXES - 1]
        if (last === undefined) return
        next = last.recordedAt + 1
      }
    },
  }
}

function locationOf(row: Row): Location {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Location
}
