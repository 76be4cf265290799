import type { Random } from './random.ts'

const FIRST_MS = 500
const LONGEST_MS = 5_000

/** How long to wait before the next try: longer each time, never less than was asked for, no two riders alike. */
export function backoffMs(failures: number, askedMs: number, random: Random): number {
  const growing = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(Math.max(growing, askedMs) * random.between(1, 1.5))
}
