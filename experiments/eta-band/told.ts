import { loadCity } from '@doorstep/city'
import type { EtaBand } from '@doorstep/contracts'
import { etaOf, type Progress, progressAt } from '../../services/live/src/domain/progress.ts'
import { type Ride, rideOf } from '../rides/ride.ts'

const TICK_MS = 1_000

/** What a customer was told at one moment, and what came true. */
export interface Told {
  readonly remainingM: number
  readonly band: EtaBand
  readonly trueMs: number
}

/** What the customers of so many rides were told, each second. */
export function toldOnRides(count: number, seed: string): Told[] {
  const city = loadCity()
  return Array.from({ length: count }, (_, n) => toldOn(rideOf(city, `${seed}/${n}`, TICK_MS))).flat()
}

function toldOn({ route, dropoff, moments, arrivesAt }: Ride): Told[] {
  let progress: Progress | undefined
  return moments.map(({ at, fix }) => {
    progress = progressAt({ route, dropoff }, fix, progress)
    return { remainingM: progress.remainingM, band: etaOf(progress), trueMs: arrivesAt - at }
  })
}
