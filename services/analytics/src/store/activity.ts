import type { AnalyticsSummary, Durations } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Span } from '../domain/span.ts'
import type { ActivityReader } from '../routes/activity.ts'
import { type Fragment, isWithin, msOf } from './time.ts'

/** Computed from the rows on each call; the cost of a fix is in the README. */
export function activityReader(sql: Sql): ActivityReader {
  async function activity(span: Span, ofWhom: Fragment): Promise<AnalyticsSummary> {
    const [{ firstFixAt, lastFixAt, ...moved }, { orderToDoor, pickupToDoor, onTimeShare, ...deliveries }] =
      await orUnavailable(Promise.all([movement(sql, span, ofWhom), endings(sql, span, ofWhom)]))
    return {
      ...moved,
      ...(firstFixAt !== null && { firstFixAt }),
      ...(lastFixAt !== null && { lastFixAt }),
      deliveries,
      ...(onTimeShare !== null && { onTimeShare }),
      ...(orderToDoor !== null && { orderToDoor: durations(orderToDoor) }),
      ...(pickupToDoor !== null && { pickupToDoor: durations(pickupToDoor) }),
    }
  }

  return {
    summary: (span) => activity(span, sql`true`),
    async riderActivity(riderId, span) {
      const { riders, ...one } = await activity(span, sql`rider_id = ${riderId}`)
      return one
    },
  }
}

interface Movement {
  readonly riders: number
  readonly fixes: number
  readonly distanceM: number
  readonly firstFixAt: number | null
  readonly lastFixAt: number | null
}

async function movement(sql: Sql, span: Span, ofWhom: Fragment): Promise<Movement> {
  const [row] = await sql<[Movement]>`
    select
      count(*)::integer as riders,
      coalesce(sum(fixes), 0)::float8 as fixes,
      coalesce(sum(metres), 0) as "distanceM",
      ${msOf(sql, sql`min(first_fix_at)`)} as "firstFixAt",
      ${msOf(sql, sql`max(last_fix_at)`)} as "lastFixAt"
    from (
      select
        count(*) as fixes, sum(segment_metres(lat_before, lon_before, lat, lon)) as metres,
        min(recorded_at) as first_fix_at, max(recorded_at) as last_fix_at
      from (
        select rider_id, recorded_at, lat, lon, lag(lat) over ride as lat_before, lag(lon) over ride as lon_before
        from fixes where ${isWithin(sql, sql`recorded_at`, span)} and ${ofWhom}
        window ride as (partition by rider_id order by recorded_at)
      ) as steps
      group by rider_id
    ) as rides`
  return row
}

type Quantiles = readonly [median: number, p90: number]

interface Endings {
  readonly delivered: number
  readonly failed: number
  readonly cancelled: number
  readonly onTimeShare: number | null
  readonly orderToDoor: Quantiles | null
  readonly pickupToDoor: Quantiles | null
}

async function endings(sql: Sql, span: Span, ofWhom: Fragment): Promise<Endings> {
  const quantilesSince = (time: Fragment) => sql`
    percentile_cont(array[0.5, 0.9])
      within group (order by ${msOf(sql, sql`ended_at`)} - ${msOf(sql, time)}) filter (where status = 'delivered')`
  const [row] = await sql<[Endings]>`
    select
      (count(*) filter (where status = 'delivered'))::integer as delivered,
      (count(*) filter (where status = 'failed'))::integer as failed,
      (count(*) filter (where status = 'cancelled'))::integer as cancelled,
      (avg((ended_at <= promised_at)::integer) filter (where status = 'delivered'))::float8 as "onTimeShare",
      ${quantilesSince(sql`created_at`)} as "orderToDoor",
      ${quantilesSince(sql`picked_up_at`)} as "pickupToDoor"
    from deliveries where ${isWithin(sql, sql`ended_at`, span)} and ${ofWhom}`
  return row
}

function durations([median, p90]: Quantiles): Durations {
  return { medianMs: Math.round(median), p90Ms: Math.round(p90) }
}
