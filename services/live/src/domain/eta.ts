import type { EtaBand } from '@doorstep/contracts'

/**
 * The band some time after it was computed. A rider not heard of may have ridden on all the while or stood still: the
 * earliest arrival comes closer, the latest does not.
 */
export function agedBand({ earliestMs, latestMs }: EtaBand, ageMs: number): EtaBand {
  return { earliestMs: Math.max(0, earliestMs - ageMs), latestMs }
}
