const FIRST_MS = 500
const LONGEST_MS = 15_000

/**
 * How long to wait before the next try, after so many failures in a row: twice as long each time, half of it by chance,
 * so that the customers of a service that restarts do not all come back in the same moment.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return full / 2 + (full / 2) * random()
}
