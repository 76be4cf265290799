import type { Recorded } from '@doorstep/analytics/testing'
import { loadCity } from '@doorstep/city'
import type {
  EndedDelivery,
  LocationFix,
  MerchantDelivery,
  Place,
  Position,
  Route,
} from '@doorstep/contracts'
import { bearingInDegrees, lineLengthInMetres, pointAlong } from '@doorstep/geo'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** 20 November 2026 in Helsinki, which no clock is set on. */
export const recordedDay = '2026-11-20'
const MIDNIGHT = Date.UTC(2026, 10, 19, 22)
export const afternoonAfter = MIDNIGHT + DAY_MS + 15 * HOUR_MS

export const startOfDay = (at: number): number => MIDNIGHT + Math.floor((at - MIDNIGHT) / DAY_MS) * DAY_MS

/** In Helsinki, on the day. */
export const at = (hours: number, minutes = 0): number => MIDNIGHT + hours * HOUR_MS + minutes * MINUTE_MS

const RIDES = 90
const FIX_EVERY_MS = 5_000
const DAYS_BEFORE = 13

export interface RecordedDay {
  readonly record: Recorded
  /** As `deliveries` tells of it. */
  deliveryOf(deliveryId: string): MerchantDelivery | undefined
  /** The ride with a minute and a half of which nothing is known. */
  readonly withGap: string
  readonly startOfGap: number
}

/** A day of riders on the streets of the packed city, at lunch and at dinner above all; the days before it only as numbers. */
export function aRecordedDay(): RecordedDay {
  const random = randomFrom(20)
  const fixes = new Map<string, LocationFix[]>()
  const merchants = new Map<string, MerchantDelivery>()
  const deliveries: EndedDelivery[] = []
  const withGap = 'd-89'
  let startOfGap = 0
  const pickups = Array.from({ length: RIDES - 1 }, () => aMoment(random)).toSorted((a, b) => a - b)
  const freeAt: number[] = []

  for (let index = 0; index < RIDES; index++) {
    const isLast = index === RIDES - 1
    const route = aRoute(random, isLast ? 1_200 : 500)
    const deliveryId = `d-${index}`
    const pickedUpAt = pickups[index] ?? at(23, 20)
    const endedAt = pickedUpAt + Math.round(route.distanceM / 4.2) * 1_000
    const createdAt = pickedUpAt - Math.round((9 + 14 * random() ** 2) * MINUTE_MS)
    const status = index % 23 === 7 ? 'failed' : index % 31 === 9 ? 'cancelled' : 'delivered'
    const promisedAt = createdAt + 25 * MINUTE_MS
    const assignedAt = pickedUpAt - 4 * MINUTE_MS
    const riderId = riderFree(freeAt, assignedAt, endedAt)
    const rider = status === 'cancelled' ? {} : { riderId, assignedAt, pickedUpAt }
    const times = { createdAt, promisedAt, ...rider, endedAt }
    const from = { at: pickedUpAt, until: endedAt }
    const recorded = status === 'cancelled' ? [] : fixesAlong(route.points, riderId, from, random)
    if (deliveryId === withGap) {
      startOfGap = recorded[20]?.recordedAt ?? 0
      recorded.splice(21, 16)
    }
    fixes.set(riderId, [...(fixes.get(riderId) ?? []), ...recorded])
    deliveries.push({ deliveryId, status, ...times, ...measured(recorded, route) })
    const { pickup, dropoff } = route
    const names = {
      riderName: isLast ? 'Aino' : 'Onni',
      trackingToken: 'tt',
      trackingUrl: '/t/tt',
    }
    merchants.set(deliveryId, { deliveryId, status, pickup, dropoff, route, ...times, ...names })
  }
  for (let day = 1; day <= DAYS_BEFORE; day++) deliveries.push(...aDayBefore(day, random))

  return {
    record: { deliveries, fixes },
    deliveryOf: (deliveryId) => merchants.get(deliveryId),
    withGap,
    startOfGap,
  }
}

/** The first who has nothing to do then; has, from then on. */
function riderFree(freeAt: number[], from: number, until: number): string {
  const found = freeAt.findIndex((free) => free < from)
  const index = found === -1 ? freeAt.length : found
  freeAt[index] = until
  return `rider-${index}`
}

/** Lunch at noon, dinner at seven. */
function aMoment(random: () => number): number {
  const spread = random() + random() + random() - 1.5
  return (
    Math.round(
      (random() < 0.38 ? at(12) + spread * 2 * HOUR_MS : at(18, 50) + spread * 3 * HOUR_MS) / 1_000,
    ) * 1_000
  )
}

function fixesAlong(
  points: readonly Position[],
  riderId: string,
  time: { readonly at: number; readonly until: number },
  random: () => number,
): LocationFix[] {
  const lengthM = lineLengthInMetres(points)
  const fixes: LocationFix[] = []
  for (let recordedAt = time.at; recordedAt <= time.until; recordedAt += FIX_EVERY_MS) {
    const share = (recordedAt - time.at) / (time.until - time.at)
    // Faster and slower, as between traffic lights.
    const alongM = lengthM * (share - Math.sin(share * 8 * Math.PI) / (9 * Math.PI))
    const here = pointAlong(points, alongM)
    const speedMps = 4.2 * (1 - (8 / 9) * Math.cos(share * 8 * Math.PI))
    const noise = () => (random() - 0.5) / 8_000
    fixes.push({
      riderId,
      recordedAt,
      receivedAt: recordedAt + 250,
      lat: here.lat + noise(),
      lon: here.lon + noise() * 2,
      accuracyM: 6,
      speedMps,
      bearingDeg: bearingInDegrees(here, pointAlong(points, alongM + 5)),
      source: 'http',
    })
  }
  return fixes
}

function measured(fixes: readonly LocationFix[], route: Route) {
  const movingMs = Math.max(0, fixes.length - 1) * FIX_EVERY_MS
  return { fixes: fixes.length, distanceM: fixes.length === 0 ? 0 : route.distanceM, movingMs, stoppedMs: 0 }
}

function aDayBefore(day: number, random: () => number): EndedDelivery[] {
  const count = 50 + Math.round(50 * random()) + (day % 7 === 0 || day % 7 === 6 ? 40 : 0)
  return Array.from({ length: count }, (_, index) => {
    const endedAt = aMoment(random) - day * DAY_MS
    const createdAt = endedAt - Math.round((14 + 16 * random()) * MINUTE_MS)
    return {
      deliveryId: `d-${day}-${index}`,
      status: 'delivered' as const,
      createdAt,
      promisedAt: createdAt + (24 + 5 * random()) * MINUTE_MS,
      endedAt,
      fixes: 0,
      distanceM: 0,
      movingMs: 0,
      stoppedMs: 0,
    }
  }).map(({ promisedAt, ...one }) => ({ ...one, promisedAt: Math.round(promisedAt) }))
}

const city = loadCity()

function aRoute(
  random: () => number,
  leastM: number,
): Route & { readonly pickup: Place; readonly dropoff: Place } {
  const { restaurants, addresses } = city
  for (;;) {
    // A few kitchens are busier than the others.
    const pickup = restaurants[Math.floor(random() ** 3 * restaurants.length)]
    const dropoff = addresses[Math.floor(random() * addresses.length)]
    if (pickup === undefined || dropoff === undefined) throw new Error('the city is empty')
    const found = city.findRoute(pickup, dropoff)
    if (found === undefined || found.distanceM < leastM) continue
    const { points, distanceM } = found
    const place = ({ lat, lon, address }: Place) => ({ lat, lon, ...(address && { address }) })
    return {
      points: [...points],
      distanceM,
      durationMs: Math.round(distanceM / 4.2) * 1_000,
      pickup: place(pickup),
      dropoff: place(dropoff),
    }
  }
}

/** The same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
}
