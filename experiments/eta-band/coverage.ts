import { mean } from '../statistics.ts'
import type { Told } from './told.ts'

/** How the bands did over many moments. */
export interface Coverage {
  readonly moments: number
  /** Shares of all moments at which the rider came within the band, before it, after it. */
  readonly within: number
  readonly before: number
  readonly after: number
  /** From the middle of the band to the truth, on average. */
  readonly meanErrorMs: number
  readonly meanWidthMs: number
}

export function coverageOf(told: readonly Told[]): Coverage {
  const share = (holds: (one: Told) => boolean) => told.filter(holds).length / told.length
  return {
    moments: told.length,
    within: share(({ band, trueMs }) => trueMs >= band.earliestMs && trueMs <= band.latestMs),
    before: share(({ band, trueMs }) => trueMs < band.earliestMs),
    after: share(({ band, trueMs }) => trueMs > band.latestMs),
    meanErrorMs: mean(
      told.map(({ band, trueMs }) => Math.abs((band.earliestMs + band.latestMs) / 2 - trueMs)),
    ),
    meanWidthMs: mean(told.map(({ band }) => band.latestMs - band.earliestMs)),
  }
}
