import { DoorstepError } from '@doorstep/runtime'
import { afterUse, isCovered, type Rate } from './domain/pace.ts'
import type { TakeLocations } from './handler.ts'
import type { RiderPace } from './protocols/protocol.ts'
import { recentlyUsed } from './recently-used.ts'

export interface Rates {
  readonly requests: Rate
  /** How many there are is known once they were read: a request more than covered is paid back before the next. */
  readonly locations: Rate
}

/** A request costs the same whatever is in it; ten of the largest at once are more than an hour of a phone's fixes. */
export const defaultRates: Rates = {
  requests: { perS: 20, burst: 50 },
  locations: { perS: 500, burst: 5_000 },
}

/** More locations than the rider may send for now. Nothing of the report was taken. */
export class AbovePaceError extends DoorstepError {
  readonly code = 'TOO_MANY_REQUESTS'
  readonly retryable = true
}

/** For `catch`: each protocol has its own answer for it. */
export function abovePaceAs(answer: () => Error) {
  return (error: unknown): never => {
    throw error instanceof AbovePaceError ? answer() : error
  }
}

interface LocationPace {
  /** Counts so many locations, unless too many were counted already. */
  covers(riderId: string, locations: number): boolean
}

interface Allowances {
  requests: number
  locations: number
}

/** Remembers the riders heard last; another counts as one who was silent. */
export function rememberedPace(rememberedRiders: number, rates = defaultRates): RiderPace & LocationPace {
  const riders = recentlyUsed<Allowances>(rememberedRiders)

  function allowancesOf(riderId: string): Allowances {
    const known = riders.get(riderId)
    if (known !== undefined) return known
    const fresh = { requests: 0, locations: 0 }
    riders.set(riderId, fresh)
    return fresh
  }

  return {
    admits(riderId) {
      const now = performance.now()
      const rider = allowancesOf(riderId)
      const requests = afterUse(rider.requests, 1, rates.requests, now)
      if (!isCovered(requests, rates.requests, now)) return false
      if (!isCovered(rider.locations, rates.locations, now)) return false
      rider.requests = requests
      return true
    },
    covers(riderId, locations) {
      const now = performance.now()
      const rider = allowancesOf(riderId)
      if (!isCovered(rider.locations, rates.locations, now)) return false
      rider.locations = afterUse(rider.locations, locations, rates.locations, now)
      return true
    },
  }
}

/** Counts locations as they are taken, by whatever protocol; refuses those of a rider who has had too many. */
export function paced(take: TakeLocations, pace: LocationPace): TakeLocations {
  return (report) => {
    const { riderId, locations, unusable = [] } = report
    if (pace.covers(riderId, locations.length + unusable.length)) return take(report)
    return Promise.reject(new AbovePaceError('More locations than this rider may send for now.'))
  }
}
