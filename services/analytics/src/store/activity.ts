import type { AnalyticsSummary, Durations } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import { inHours } from '../domain/hours.ts'
import type { Span } from '../domain/span.ts'
import type { ActivityReader } from '../routes/activity.ts'
import { type Fragment, isWithin, msBetween, msOf } from './time.ts'

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
  readonly movingMs: number
  readonly stoppedMs: number
  readonly firstFixAt: number | null
  readonly lastFixAt: number | null
}

/**
 * Whole hours are rolled up; the rows themselves fill up what is left at either side. By rider first: a thousand sums fit
 * into memory, to count distinct ones Postgres would sort all hours on disk.
 */
async function movement(sql: Sql, span: Span, ofWhom: Fragment): Promise<Movement> {
  const {
    hours,
    edges: [head, tail],
  } = inHours(span)
  const sums = (edge: Span) => sql`
    select
      rider_id, count(*), sum(distance_mm), sum(moving_ms), sum(stopped_ms), min(recorded_at), max(recorded_at)
    from fixes where ${isWithin(sql, sql`recorded_at`, edge)} and ${ofWhom} group by rider_id`
  const [row] = await sql<[Movement]>`
    select
      count(*)::integer as riders,
      coalesce(sum(fixes), 0)::float8 as fixes,
      coalesce(sum(distance_mm), 0)::float8 / 1000 as "distanceM",
      coalesce(sum(moving_ms), 0)::float8 as "movingMs",
      coalesce(sum(stopped_ms), 0)::float8 as "stoppedMs",
      ${msOf(sql, sql`min(first_fix_at)`)} as "firstFixAt",
      ${msOf(sql, sql`max(last_fix_at)`)} as "lastFixAt"
    from (
      select
        sum(fixes) as fixes, sum(distance_mm) as distance_mm, sum(moving_ms) as moving_ms, sum(stopped_ms) as stopped_ms,
        min(first_fix_at) as first_fix_at, max(last_fix_at) as last_fix_at
      from (
        select rider_id, fixes, distance_mm, moving_ms, stopped_ms, first_fix_at, last_fix_at
        from rider_hours where ${isWithin(sql, sql`hour_at`, hours)} and ${ofWhom}
        union all ${sums(head)} union all ${sums(tail)}
      ) as parts
      group by rider_id
    ) as by_rider`
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
      within group (order by ${msBetween(sql, time, sql`ended_at`)}) filter (where status = 'delivered')`
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
