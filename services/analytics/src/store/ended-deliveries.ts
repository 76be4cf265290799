import type {
  DeliveryDay,
  DeliveryDistributions,
  Distribution,
  EndedDelivery,
  Outcome,
} from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import postgres from 'postgres'
import type { Span } from '../domain/span.ts'
import type { EndedDeliveriesPage, EndedDeliveriesReader } from '../routes/ended-deliveries.ts'
import { type Fragment, isWithin, msBetween, msOf, timeOf } from './time.ts'

export function endedDeliveriesReader(sql: Sql): EndedDeliveriesReader {
  return {
    page: (page) => orUnavailable(pageOf(sql, page)),
    days: (span, timeZone) => orUnavailable(daysOf(sql, span, timeZone)),
    distributions: (span) => orUnavailable(distributionsOf(sql, span)),
  }
}

async function pageOf(sql: Sql, { from, to, outcome, after, limit }: EndedDeliveriesPage) {
  const rows = await sql<{ delivery: EndedDelivery }[]>`
    select json_strip_nulls(json_build_object(
      'deliveryId', delivery_id,
      'status', status,
      'riderId', rider_id,
      'createdAt', ${msOf(sql, sql`created_at`)},
      'promisedAt', ${msOf(sql, sql`promised_at`)},
      'assignedAt', ${msOf(sql, sql`assigned_at`)},
      'pickedUpAt', ${msOf(sql, sql`picked_up_at`)},
      'endedAt', ${msOf(sql, sql`ended_at`)},
      'fixes', fixes,
      'distanceM', distance_mm::float8 / 1000,
      'movingMs', moving_ms,
      'stoppedMs', stopped_ms
    )) as delivery
    from deliveries
    where ${isWithin(sql, sql`ended_at`, { from, to })}
      and ${outcome === undefined ? sql`true` : endedAs(sql, outcome)}
      and ${after === undefined ? sql`true` : sql`(ended_at, delivery_id) < (${timeOf(sql, after.at)}, ${after.id})`}
    order by ended_at desc, delivery_id desc limit ${limit}`
  return rows.map(({ delivery }) => delivery)
}

function endedAs(sql: Sql, outcome: Outcome): Fragment {
  return outcome === 'late'
    ? sql`(status = 'delivered' and ended_at > promised_at)`
    : sql`status = ${outcome}`
}

/** What Postgres says of a time zone that it does not know. */
const INVALID_PARAMETER_VALUE = '22023'

/** A range of the index for each day of that zone's calendar: to find each delivery's day, all would be sorted. */
async function daysOf(sql: Sql, span: Span, timeZone: string): Promise<DeliveryDay[] | undefined> {
  const count = (status: string) => sql`count(*) filter (where status = ${status})`
  const from = timeOf(sql, span.from)
  const to = timeOf(sql, span.to)
  try {
    const rows = await sql<{ day: DeliveryDay }[]>`
      select ended.day
      from
        generate_series(
          date_trunc('day', ${from} at time zone ${timeZone}::text), ${to} at time zone ${timeZone}::text, interval '1 day'
        ) as date,
        lateral (
          select date at time zone ${timeZone}::text as began, (date + interval '1 day') at time zone ${timeZone}::text as over
        ) as time,
        lateral (
          select count(*) as deliveries, json_strip_nulls(json_build_object(
            'startsAt', ${msOf(sql, sql`began`)},
            'deliveries', json_build_object(
              'delivered', ${count('delivered')}, 'failed', ${count('failed')}, 'cancelled', ${count('cancelled')}
            ),
            'onTimeShare', avg((ended_at <= promised_at)::integer) filter (where status = 'delivered')
          )) as day
          from deliveries where ended_at >= greatest(began, ${from}) and ended_at < least(over, ${to})
        ) as ended
      where deliveries > 0 order by began`
    return rows.map(({ day }) => day)
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === INVALID_PARAMETER_VALUE) return undefined
    throw error
  }
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Fine enough for any picture; beyond the outermost, how far does not matter. */
const steps = {
  orderToDoorMs: { step: MINUTE_MS, least: 0, most: 4 * HOUR_MS },
  pickupToDoorMs: { step: MINUTE_MS, least: 0, most: 4 * HOUR_MS },
  lateByMs: { step: MINUTE_MS, least: -2 * HOUR_MS, most: 2 * HOUR_MS },
  distanceM: { step: 100, least: 0, most: 30_000 },
}
type Measure = keyof typeof steps

/** Of one measure each: the others are null. */
type Counted = { readonly [Name in Measure]: number | null } & { readonly deliveries: number }

/** One pass, whatever is measured. Fenced off by `offset`: of steps as expressions Postgres expects millions, and sorts. */
async function distributionsOf(sql: Sql, span: Span): Promise<DeliveryDistributions> {
  type Value = ReturnType<typeof msBetween>
  // Of nothing `least` and `greatest` would make something. Asked of the column, so that the value is worked out once.
  const stepOf = (measure: Measure, value: Value, isKnown: Value) => {
    const { step, least, most } = steps[measure]
    return sql`case when ${isKnown} then
      floor(least(greatest(${value}, ${least}::float8), ${most}::float8) / ${step}::float8) * ${step}::float8 end`
  }
  const stepSince = (measure: Measure, time: Fragment) =>
    stepOf(measure, msBetween(sql, time, sql`ended_at`), sql`${time} is not null`)
  const rows = await sql<Counted[]>`
    select "orderToDoorMs", "pickupToDoorMs", "lateByMs", "distanceM", count(*)::integer as deliveries
    from (
      select
        ${stepSince('orderToDoorMs', sql`created_at`)} as "orderToDoorMs",
        ${stepSince('pickupToDoorMs', sql`picked_up_at`)} as "pickupToDoorMs",
        ${stepSince('lateByMs', sql`promised_at`)} as "lateByMs",
        ${stepOf('distanceM', sql`(distance_mm / 1000::float8)`, sql`fixes > 0`)} as "distanceM"
      from deliveries where status = 'delivered' and ${isWithin(sql, sql`ended_at`, span)}
      offset 0
    ) as delivered
    group by grouping sets (("orderToDoorMs"), ("pickupToDoorMs"), ("lateByMs"), ("distanceM"))`
  const distribution = (measure: Measure): Distribution => ({
    step: steps[measure].step,
    counts: rows
      .flatMap(({ [measure]: from, deliveries }) => (from === null ? [] : [{ from, deliveries }]))
      .toSorted((a, b) => a.from - b.from),
  })
  return {
    orderToDoorMs: distribution('orderToDoorMs'),
    pickupToDoorMs: distribution('pickupToDoorMs'),
    lateByMs: distribution('lateByMs'),
    distanceM: distribution('distanceM'),
  }
}
