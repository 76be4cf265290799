import type { Position, Route } from '@doorstep/contracts'
import type { Leg, Pair } from './domain/plan.ts'

/** The way from one place to another. Always finds one: a straight line if there is nothing better. */
export type Router = (from: Position, to: Position) => Promise<Route>

/** How far it is between two places, from memory: within a transaction nobody waits for a router. */
export interface Ways {
  /** Undefined until it was found. */
  legBetween(from: Position, to: Position): Leg | undefined
  find(pairs: readonly Pair[]): Promise<void>
}

/** Two numbers and a key each: some 3 MB. */
const REMEMBERED = 10_000

export function createWays(routeBetween: Router): Ways {
  const legs = new Map<string, Leg>()

  async function findOne({ from, to }: Pair): Promise<void> {
    const { distanceM, durationMs } = await routeBetween(from, to)
    legs.set(keyOf(from, to), { distanceM, durationMs })
    const [oldest] = legs.keys()
    if (legs.size > REMEMBERED && oldest !== undefined) legs.delete(oldest)
  }

  return {
    legBetween: (from, to) => legs.get(keyOf(from, to)),
    find: async (pairs) => void (await Promise.all(pairs.map(findOne))),
  }
}

function keyOf(from: Position, to: Position): string {
  return `${from.lat},${from.lon} ${to.lat},${to.lon}`
}
