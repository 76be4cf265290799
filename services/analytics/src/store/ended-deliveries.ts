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
import { type Fragment, isWithin, msOf, timeOf } from './time.ts'

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

async function daysOf(sql: Sql, span: Span, timeZone: string): Promise<DeliveryDay[] | undefined> {
  const count = (status: string) => sql`count(*) filter (where status = ${status})`
  try {
    const rows = await sql<{ day: DeliveryDay }[]>`
      select json_strip_nulls(json_build_object(
        'startsAt', ${msOf(sql, sql`day_at`)},
        'deliveries', json_build_object(
          'delivered', ${count('delivered')}, 'failed', ${count('failed')}, 'cancelled', ${count('cancelled')}
        ),
        'onTimeShare', avg((ended_at <= promised_at)::integer) filter (where status = 'delivered')
      )) as day
      from (
        select date_trunc('day', ended_at, ${timeZone}) as day_at, ended_at, promised_at, status
        from deliveries where ${isWithin(sql, sql`ended_at`, span)}
      ) as ended
      group by day_at order by day_at`
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

/** One pass, whatever is measured. `date_part` is a float, exact enough for steps, and costs a fraction of `extract`. */
async function distributionsOf(sql: Sql, span: Span): Promise<DeliveryDistributions> {
  const between = (from: ReturnType<typeof msOf>) => sql`date_part('epoch', ended_at - ${from}) * 1000`
  const stepOf = (measure: Measure, value: ReturnType<typeof msOf>) => {
    const { step, least, most } = steps[measure]
    // Of nothing `least` and `greatest` would make something.
    return sql`case when ${value} is not null then
      floor(least(greatest(${value}, ${least}::float8), ${most}::float8) / ${step}::float8) * ${step}::float8 end`
  }
  const rows = await sql<Counted[]>`
    select "orderToDoorMs", "pickupToDoorMs", "lateByMs", "distanceM", count(*)::integer as deliveries
    from (
      select
        ${stepOf('orderToDoorMs', between(sql`created_at`))} as "orderToDoorMs",
        ${stepOf('pickupToDoorMs', between(sql`picked_up_at`))} as "pickupToDoorMs",
        ${stepOf('lateByMs', between(sql`promised_at`))} as "lateByMs",
        ${stepOf('distanceM', sql`(case when fixes > 0 then distance_mm / 1000::float8 end)`)} as "distanceM"
      from deliveries where status = 'delivered' and ${isWithin(sql, sql`ended_at`, span)}
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
