export interface Period {
  readonly from: number
  readonly to: number
}

/** The longest time between two neighbours of which some lies in the period; one that never ended, to the period's end. */
export function longestSilence(times: readonly number[], { from, to }: Period): number {
  let longest = 0
  let before = times[0] ?? from
  for (const time of [...times, Math.max(to, times.at(-1) ?? to)]) {
    if (time > from && before < to) longest = Math.max(longest, time - before)
    before = time
  }
  return longest
}
