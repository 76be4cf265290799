import { LOCATION_RETENTION_MS } from '@doorstep/contracts'

/** How far what a phone reports may be from what can be right. */
export interface Limits {
  /** A phone's clock may run ahead of ours by so much. Further ahead, its fix would sort after every later one. */
  readonly maxAheadMs: number
  /** Recorded longer ago is of no use: no longer than the topic keeps. */
  readonly maxAgeMs: number
  /** Radius of 68 % confidence: a circle in which a customer's street can no longer be told from the next. */
  readonly maxAccuracyM: number
  /** 216 km/h: a courier's train is slower, a GPS that jumps is faster. */
  readonly maxSpeedMps: number
  /** So many in a row that agree are right and the one believed was wrong: else one bad fix would lock its rider out. */
  readonly agreeingFixes: number
  /** The way home from the last customer, and the clock of a phone that runs a little slow. */
  readonly dutyGraceMs: number
}

export const defaultLimits: Limits = {
  maxAheadMs: 60_000,
  maxAgeMs: LOCATION_RETENTION_MS,
  maxAccuracyM: 100,
  maxSpeedMps: 60,
  agreeingFixes: 5,
  dutyGraceMs: 15 * 60_000,
}
