import { loadCity } from '@doorstep/city'
import { createRandom } from '../../services/simulator/src/domain/random.ts'
import { shiftOf, type Waits } from '../rides/shift.ts'
import { mean, quantile } from '../statistics.ts'
import { looksAt } from './looks.ts'
import { adaptive, everySeconds, type Policy } from './policies.ts'
import { addShift, noOutcome, TICK_MS } from './shift-on-the-map.ts'

const FIXED_S = [1, 2, 3, 4]
const LASTS_MS = 3_600_000

export interface Setting {
  readonly shifts: number
  readonly seed: string
  readonly waits: Waits
  /** Of a delivery's way: for how much of it its customer looks. */
  readonly watchedShare: number
}

/** What a policy came to, over all shifts. */
export interface Result {
  readonly pings: number
  readonly pingsOnTheWay: number
  readonly meanM: number
  readonly p95M: number
  readonly blankMs: number
}

export interface Comparison {
  readonly hours: number
  readonly adaptive: Result
  /** With a fix each second. */
  readonly eachSecond: Result
  /** The fixed interval at which the map is as wrong, on average and in 95 % of the moments. */
  readonly equalMeanS: number
  readonly equalP95S: number
  /** Pings saved against the longer of the two: the one that leaves less to save. */
  readonly saved: number
  /** The same, of the pings sent while a delivery was on its way. */
  readonly savedOnTheWay: number
}

/** Adaptive reporting beside fixed intervals, on the same shifts, with the same GPS errors and the same looks. */
export function compare({ shifts: count, seed, waits, watchedShare }: Setting): Comparison {
  const city = loadCity()
  const shifts = Array.from({ length: count }, (_, n) => {
    const moments = shiftOf(city, { seed: `${seed}/${n}`, lastsMs: LASTS_MS, tickMs: TICK_MS, waits })
    return { moments, looks: looksAt(moments, watchedShare, createRandom(`${seed}/${n}/looks`)) }
  })

  function resultOf(policy: Policy): Result {
    const outcome = noOutcome()
    for (const { moments, looks } of shifts) addShift(outcome, moments, looks, policy)
    const { pings, pingsOnTheWay, errorsM, blankMoments } = outcome
    return {
      pings,
      pingsOnTheWay,
      meanM: mean(errorsM),
      p95M: quantile(errorsM, 0.95),
      blankMs: blankMoments * TICK_MS,
    }
  }

  const ours = resultOf(adaptive)
  const fixed = FIXED_S.map((seconds) => ({ seconds, ...resultOf(everySeconds(seconds)) }))
  const [eachSecond = ours] = fixed
  const equalMeanS = equalInterval(
    fixed.map((one) => ({ seconds: one.seconds, errorM: one.meanM })),
    ours.meanM,
  )
  const equalP95S = equalInterval(
    fixed.map((one) => ({ seconds: one.seconds, errorM: one.p95M })),
    ours.p95M,
  )
  const equalS = Math.max(equalMeanS, equalP95S)
  return {
    hours: (shifts.flatMap(({ moments }) => moments).length * TICK_MS) / 3_600_000,
    adaptive: ours,
    eachSecond,
    equalMeanS,
    equalP95S,
    saved: 1 - (ours.pings * equalS) / eachSecond.pings,
    savedOnTheWay: 1 - (ours.pingsOnTheWay * equalS) / eachSecond.pingsOnTheWay,
  }
}

/** The interval with this error, on a straight line between its neighbours; at least the first, none beyond the last. */
export function equalInterval(
  errors: readonly { readonly seconds: number; readonly errorM: number }[],
  errorM: number,
): number {
  const above = errors.findIndex((one) => one.errorM > errorM)
  const [from, to] = [errors[above - 1], errors[above]]
  if (to === undefined) return Number.POSITIVE_INFINITY
  if (from === undefined) return to.seconds
  return from.seconds + ((to.seconds - from.seconds) * (errorM - from.errorM)) / (to.errorM - from.errorM)
}
