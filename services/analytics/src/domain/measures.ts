/** What every rollup adds up, whatever it is kept by. Whole numbers, so that a sum is the same in any order. */
export interface Measures {
  readonly fixes: number
  readonly distanceMm: number
  readonly movingMs: number
  readonly stoppedMs: number
}

export const nothing: Measures = { fixes: 0, distanceMm: 0, movingMs: 0, stoppedMs: 0 }

export function sumOf(a: Measures, b: Measures): Measures {
  return {
    fixes: a.fixes + b.fixes,
    distanceMm: a.distanceMm + b.distanceMm,
    movingMs: a.movingMs + b.movingMs,
    stoppedMs: a.stoppedMs + b.stoppedMs,
  }
}
