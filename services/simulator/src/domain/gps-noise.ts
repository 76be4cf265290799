import type { Position } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import type { Random } from './random.ts'

const BEST_ACCURACY_METRES = 4
const WORST_ACCURACY_METRES = 15
/** How much the accuracy changes in a second, typically. */
const ACCURACY_DRIFT_METRES = 0.5

/** Errors of satellite positions stay alike this long: they wander, they do not jump. */
const CORRELATION_MS = 15_000

/** In two dimensions 68 % lie within this many deviations: √(-2 ln 0.32). */
const DEVIATIONS_OF_68_PERCENT = 1.5096

/** How wrong a phone is, and how wrong it says it is. */
export interface GpsError {
  /** In deviations of what `accuracyM` stands for. */
  readonly east: number
  readonly north: number
  /** Radius of 68 % confidence. */
  readonly accuracyM: number
}

export function firstGpsError(random: Random): GpsError {
  return {
    east: random.gaussian(),
    north: random.gaussian(),
    accuracyM: random.between(BEST_ACCURACY_METRES, WORST_ACCURACY_METRES),
  }
}

/** The error so much later: a first-order Gauss–Markov process, whose spread stays the same for ever. */
export function nextGpsError(error: GpsError, elapsedMs: number, random: Random): GpsError {
  const kept = Math.exp(-elapsedMs / CORRELATION_MS)
  const fresh = Math.sqrt(1 - kept * kept)
  const drift = ACCURACY_DRIFT_METRES * Math.sqrt(elapsedMs / 1000) * random.gaussian()
  return {
    east: kept * error.east + fresh * random.gaussian(),
    north: kept * error.north + fresh * random.gaussian(),
    accuracyM: Math.min(WORST_ACCURACY_METRES, Math.max(BEST_ACCURACY_METRES, error.accuracyM + drift)),
  }
}

/** Where the phone believes to be. */
export function observed(truth: Position, { east, north, accuracyM }: GpsError): Position {
  const deviation = accuracyM / DEVIATIONS_OF_68_PERCENT
  const bearingDeg = (Math.atan2(east, north) * 180) / Math.PI
  return destinationPoint(truth, bearingDeg, Math.hypot(east, north) * deviation)
}
