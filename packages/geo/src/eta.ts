import type { EtaBand } from '@doorstep/contracts'

/** What riders of city bicycles and e-bikes make good over a whole street, lights included. */
const TYPICAL_SPEED_MPS = 4.5
/** Slower than this is standing somewhere, faster is downhill or a bad fix: neither says when the rider arrives. */
const SLOWEST_MPS = 2
const FASTEST_MPS = 9

/** Braking to a stop at the door takes so much longer than riding past it. */
const STOPPING_MS = 2_500

/*
 * What nobody can foresee of a ride, as standard deviations; independent, so that their squares add up. Fitted to the
 * simulator's rides (experiments/eta-band).
 */
/** Where exactly the door is, and where exactly the phone. */
const DOOR_MS = 500
/** Red lights and corners, so much for the square root of each metre: 4 s in 100 m, 13 s in a kilometre. */
const LIGHTS_MS = 400
/** A rider tires, or hurries: a share of the time that is left. */
const PACE_SHARE = 0.08

/** So many standard deviations to either side hold 80 % of a normal distribution. */
const DEVIATIONS_OF_80_PERCENT = 1.2816

/** The band's ends are rounded outwards to this. */
const ROUND_TO_MS = 1_000

export interface EtaInput {
  readonly remainingM: number
  /** Observed over the last minutes, smoothed by the caller; absent until something was observed. */
  readonly speedMps?: number
}

/**
 * When the rider arrives, as durations from now: four times in five between the two, and as often before them as after.
 * Wide far away, narrow close by. It knows nothing of hills, traffic, or which light is red.
 */
export function etaBand({ remainingM, speedMps = TYPICAL_SPEED_MPS }: EtaInput): EtaBand {
  const wayM = Math.max(0, remainingM)
  const ridingMs = (wayM / believable(speedMps)) * 1000
  const deviationMs = Math.hypot(DOOR_MS, LIGHTS_MS * Math.sqrt(wayM), PACE_SHARE * ridingMs)
  const marginMs = DEVIATIONS_OF_80_PERCENT * deviationMs
  return {
    earliestMs: Math.max(0, roundedDown(ridingMs + STOPPING_MS - marginMs)),
    latestMs: roundedUp(ridingMs + STOPPING_MS + marginMs),
  }
}

const believable = (speedMps: number) => Math.min(FASTEST_MPS, Math.max(SLOWEST_MPS, speedMps))
const roundedDown = (ms: number) => Math.floor(ms / ROUND_TO_MS) * ROUND_TO_MS
const roundedUp = (ms: number) => Math.ceil(ms / ROUND_TO_MS) * ROUND_TO_MS
