import { quantile } from '../alternate.ts'

/** What two sides measured next to one another, in milliseconds. */
export interface Pair {
  readonly past: readonly number[]
  readonly into: readonly number[]
}

export interface Ratio {
  readonly ratio: number
  /** Between which it lies with 95 % confidence. */
  readonly interval: readonly [low: number, high: number]
}

const RESAMPLES = 1_000
const P99 = 0.99

/**
 * The p99 of all windows of one side over that of the other. A window is too short for a p99 of its own, and what comes
 * within one comes together, so the bootstrap draws pairs of windows, not single latencies.
 */
export function ratioOfP99(pairs: readonly Pair[], random: () => number = Math.random): Ratio {
  const past = weightedP99(pairs.map((pair) => pair.past))
  const into = weightedP99(pairs.map((pair) => pair.into))
  const ratioOf = (times: readonly number[]) => into(times) / past(times)
  const resampled = Array.from({ length: RESAMPLES }, () => ratioOf(drawn(pairs.length, random)))
  return {
    ratio: ratioOf(pairs.map(() => 1)),
    interval: [quantile(resampled, 0.025), quantile(resampled, 0.975)],
  }
}

/** How often each of so many comes, when as many are drawn and put back. */
function drawn(count: number, random: () => number): number[] {
  const times = Array<number>(count).fill(0)
  for (let draw = 0; draw < count; draw++) {
    const which = Math.floor(random() * count)
    times[which] = (times[which] ?? 0) + 1
  }
  return times
}

/** The p99 of these windows when each comes so many times. Sorted once: it is asked a thousand times. */
function weightedP99(windows: readonly (readonly number[])[]): (times: readonly number[]) => number {
  const slowestFirst = windows
    .flatMap((latencies, window) => latencies.map((ms) => ({ ms, window })))
    .sort((a, b) => b.ms - a.ms)

  return (times) => {
    const count = windows.reduce((sum, { length }, window) => sum + length * (times[window] ?? 0), 0)
    let slower = count - Math.ceil(count * P99)
    for (const { ms, window } of slowestFirst) {
      slower -= times[window] ?? 0
      if (slower < 0) return ms
    }
    return Number.NaN
  }
}
