import type { EtaBand } from '@doorstep/contracts'

/** What riders of city bicycles and e-bikes make good over a whole street, lights included. */
const TYPICAL_SPEED_MPS = 4.5
/** Slower than this is standing somewhere, faster is downhill or a bad fix: neither says when the rider arrives. */
const SLOWEST_MPS = 2
const FASTEST_MPS = 9

/** The rider goes a little faster than so far, and meets no red light. */
const EARLIEST_SHARE = 0.85
/** The rider goes slower than so far, … */
const LATEST_SHARE = 1.3
/** … and waits at one crossing, or looks for the door. */
const ONE_WAIT_MS = 45_000

/** Nobody knows an arrival to the second; the band's ends are rounded outwards to this. */
const ROUND_TO_MS = 15_000

export interface EtaInput {
  readonly remainingM: number
  /** Observed over the last minute or so, smoothed by the caller; absent until something was observed. */
  readonly speedMps?: number
}

/**
 * When the rider arrives, as durations from now, the truth most likely between the two. A first version, by rule of
 * thumb: the remaining way at the observed speed, 15 % less to 30 % more, plus one wait. So the band is wide far away,
 * narrow close by, and never narrower than what a rider cannot foresee. It knows nothing of lights, hills or traffic.
 */
export function etaBand({ remainingM, speedMps = TYPICAL_SPEED_MPS }: EtaInput): EtaBand {
  const speed = Math.min(FASTEST_MPS, Math.max(SLOWEST_MPS, speedMps))
  const ridingMs = (Math.max(0, remainingM) / speed) * 1000
  return {
    earliestMs: Math.floor((ridingMs * EARLIEST_SHARE) / ROUND_TO_MS) * ROUND_TO_MS,
    latestMs: Math.ceil((ridingMs * LATEST_SHARE + ONE_WAIT_MS) / ROUND_TO_MS) * ROUND_TO_MS,
  }
}
