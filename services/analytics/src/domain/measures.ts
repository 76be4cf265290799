import type { Change } from './splice.ts'

/** What every rollup adds up, whatever it is kept by. Whole numbers, so that a sum is the same in any order. */
export interface Measures {
  readonly fixes: number
  readonly distanceMm: number
  readonly movingMs: number
  readonly stoppedMs: number
}

/** Something that is being summed up. It grows in place: objects for each fix would be most of the garbage. */
export type Growing<Sum extends Measures> = { -readonly [Field in keyof Sum]: Sum[Field] }

export const nothing: Measures = { fixes: 0, distanceMm: 0, movingMs: 0, stoppedMs: 0 }

export function add(to: Growing<Measures>, { fixes, segment }: Change): void {
  to.fixes += fixes
  to.distanceMm += segment.distanceMm
  to.movingMs += segment.movingMs
  to.stoppedMs += segment.stoppedMs
}

export function sumOf(changes: readonly Change[]): Measures {
  const sum = { ...nothing }
  for (const change of changes) add(sum, change)
  return sum
}
