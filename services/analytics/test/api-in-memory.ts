import type { DeliveryDay, Distribution, EndedDelivery, HeatCell, LocationFix } from '@doorstep/contracts'
import { type App, createMetrics } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import { cellOf } from '../src/domain/cell.ts'
import { type Segment, segmentBetween } from '../src/domain/segment.ts'
import type { Span } from '../src/domain/span.ts'
import type { ActivityReader } from '../src/routes/activity.ts'
import type { EndedDeliveriesReader } from '../src/routes/ended-deliveries.ts'
import type { HeatReader } from '../src/routes/heatmap.ts'

/** What there is to tell. Fixes in event time, those of each rider apart. */
export interface Recorded {
  readonly deliveries: readonly EndedDelivery[]
  readonly fixes: ReadonlyMap<string, readonly LocationFix[]>
}

const SLOT_MS = 5 * 60_000
const MINUTE_MS = 60_000

/** The API with its own routes, over a record in memory. Days are those of `startOfDay`, whatever zone is asked for. */
export function anApiInMemory(
  record: Recorded,
  startOfDay: (at: number) => number,
  apiKey: string,
): Promise<App> {
  const segments = [...record.fixes.values()].flatMap(segmentsOf)
  return buildApp({
    log: silentLog,
    metrics: createMetrics('analytics'),
    readiness: [],
    apiKey,
    activity: activityOver(record, segments),
    ended: endedOver(record.deliveries, startOfDay),
    heat: heatOver(segments),
    tracks: {
      async *track(riderId, span) {
        const found = (record.fixes.get(riderId) ?? []).filter((fix) => isIn(fix.recordedAt, span))
        if (found.length > 0) yield found.map(({ riderId, receivedAt, source, ...location }) => location)
      },
    },
    rides: { findRide: async (id) => record.deliveries.find(({ deliveryId }) => deliveryId === id) },
    deliveries: { findDelivery: async (id) => record.deliveries.find(({ deliveryId }) => deliveryId === id) },
  })
}

interface RecordedSegment extends Segment {
  readonly fix: LocationFix
}

function segmentsOf(fixes: readonly LocationFix[]): RecordedSegment[] {
  return fixes.slice(1).map((fix, i) => ({ fix, ...segmentBetween(fixes[i] ?? fix, fix) }))
}

const isIn = (at: number, { from, to }: Span) => at >= from && at < to
const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0)

function activityOver({ deliveries, fixes }: Recorded, segments: readonly RecordedSegment[]): ActivityReader {
  return {
    async summary(span) {
      const ridden = segments.filter(({ fix }) => isIn(fix.recordedAt, span))
      const ended = deliveries.filter(({ endedAt }) => isIn(endedAt, span))
      const took = ended
        .filter(({ status }) => status === 'delivered')
        .map(({ endedAt, createdAt }) => endedAt - createdAt)
        .toSorted((a, b) => a - b)
      const quantile = (share: number) => took[Math.floor(share * (took.length - 1))] ?? 0
      return {
        riders: new Set(ridden.map(({ fix }) => fix.riderId)).size,
        fixes: sum([...fixes.values()], (own) => own.filter((fix) => isIn(fix.recordedAt, span)).length),
        distanceM: sum(ridden, ({ distanceMm }) => distanceMm) / 1_000,
        movingMs: sum(ridden, ({ movingMs }) => movingMs),
        stoppedMs: sum(ridden, ({ stoppedMs }) => stoppedMs),
        ...outcomesOf(ended),
        ...(took.length > 0 && { orderToDoor: { medianMs: quantile(0.5), p90Ms: quantile(0.9) } }),
      }
    },
    riderActivity: () => Promise.reject(new Error('not told in memory')),
  }
}

function outcomesOf(ended: readonly EndedDelivery[]): Omit<DeliveryDay, 'startsAt'> {
  const count = (status: EndedDelivery['status']) => ended.filter((one) => one.status === status).length
  const promised = ended.filter(
    ({ status, promisedAt }) => status === 'delivered' && promisedAt !== undefined,
  )
  return {
    deliveries: { delivered: count('delivered'), failed: count('failed'), cancelled: count('cancelled') },
    ...(promised.length > 0 && { onTimeShare: 1 - promised.filter(isLate).length / promised.length }),
  }
}

const isLate = ({ status, endedAt, promisedAt = endedAt }: EndedDelivery) =>
  status === 'delivered' && endedAt > promisedAt

function endedOver(
  deliveries: readonly EndedDelivery[],
  startOfDay: (at: number) => number,
): EndedDeliveriesReader {
  const newestFirst = deliveries.toSorted(
    (a, b) => b.endedAt - a.endedAt || (a.deliveryId < b.deliveryId ? 1 : -1),
  )
  return {
    async page({ from, to, outcome, after, limit }) {
      const found = newestFirst.filter(
        (one) =>
          isIn(one.endedAt, { from, to }) &&
          (outcome === undefined || (outcome === 'late' ? isLate(one) : one.status === outcome)),
      )
      const last = found.findIndex(({ deliveryId }) => deliveryId === after?.id)
      return found.slice(last + 1, last + 1 + limit)
    },
    async days(span) {
      const ended = deliveries.filter(({ endedAt }) => isIn(endedAt, span))
      const days = Map.groupBy(ended, ({ endedAt }) => startOfDay(endedAt))
      return [...days].map(([startsAt, ended]) => ({ startsAt, ...outcomesOf(ended) }))
    },
    async distributions(span) {
      const delivered = deliveries.filter((one) => one.status === 'delivered' && isIn(one.endedAt, span))
      const of = (step: number, measure: (one: EndedDelivery) => number | undefined): Distribution => {
        const values = delivered.map(measure).filter((value) => value !== undefined)
        const counts = Map.groupBy(values, (value) => Math.floor(value / step) * step)
        return {
          step,
          counts: [...counts]
            .map(([from, { length }]) => ({ from, deliveries: length }))
            .toSorted((a, b) => a.from - b.from),
        }
      }
      return {
        orderToDoorMs: of(MINUTE_MS, ({ endedAt, createdAt }) => endedAt - createdAt),
        pickupToDoorMs: of(MINUTE_MS, ({ endedAt, pickedUpAt }) => pickedUpAt && endedAt - pickedUpAt),
        lateByMs: of(MINUTE_MS, ({ endedAt, promisedAt }) => promisedAt && endedAt - promisedAt),
        distanceM: of(100, ({ fixes, distanceM }) => (fixes === 0 ? undefined : distanceM)),
      }
    },
  }
}

function heatOver(segments: readonly RecordedSegment[]): HeatReader {
  const inSpan = (span: Span) => segments.filter(({ fix }) => isIn(slotOf(fix), span))
  const summed = (within: readonly RecordedSegment[]): Omit<HeatCell, 'cell'> => ({
    fixes: within.length,
    movingMs: sum(within, ({ movingMs }) => movingMs),
    stoppedMs: sum(within, ({ stoppedMs }) => stoppedMs),
  })
  return {
    async cells(span) {
      const cells = Map.groupBy(inSpan(span), ({ fix }) => cellOf(fix))
      return [...cells].map(([cell, within]) => ({ cell, ...summed(within) }))
    },
    async slots(span) {
      const slots = Map.groupBy(inSpan(span), ({ fix }) => slotOf(fix))
      return [...slots].map(([startsAt, within]) => ({ startsAt, ...summed(within) }))
    },
  }
}

const slotOf = ({ recordedAt }: LocationFix) => Math.floor(recordedAt / SLOT_MS) * SLOT_MS
