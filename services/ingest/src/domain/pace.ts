/** What one rider may use up. */
export interface Rate {
  /** For ever. */
  readonly perS: number
  /** At once, after a while of silence. */
  readonly burst: number
}

/**
 * A rider's allowance is kept as one number, the moment at which it is whole again (generic cell rate algorithm): moved
 * on by what is used up, whether there was enough or not. Wants a clock that never goes back.
 */
export function afterUse(wholeAgainAt: number, count: number, { perS }: Rate, now: number): number {
  return Math.max(wholeAgainAt, now) + (count * 1000) / perS
}

/** Whether no more was used up than there is. */
export function isCovered(wholeAgainAt: number, { perS, burst }: Rate, now: number): boolean {
  return wholeAgainAt - now <= (burst * 1000) / perS
}
