import type { Position, Route } from '@doorstep/contracts'
import type { Leg, Pair } from './domain/plan.ts'

/** The way from one place to another. Always finds one: a straight line if there is nothing better. */
export type Router = (from: Position, to: Position) => Promise<Route>

/** How far it is between two places, from memory: within a transaction nobody waits for a router. */
export interface Ways {
  /** Undefined until it was found. */
  legBetween(from: Position, to: Position): Leg | undefined
  find(pairs: readonly Pair[]): Promise<void>
  /** The whole way; how far it is will be remembered. */
  routeBetween: Router
}

/** Two numbers and a key each: some 3 MB. */
const REMEMBERED = 10_000

export function createWays(routeBetween: Router): Ways {
  const legs = new Map<string, Leg>()

  async function remembered(from: Position, to: Position): Promise<Route> {
    const route = await routeBetween(from, to)
    legs.set(keyOf(from, to), { distanceM: route.distanceM, durationMs: route.durationMs })
    const [oldest] = legs.keys()
    if (legs.size > REMEMBERED && oldest !== undefined) legs.delete(oldest)
    return route
  }

  return {
    legBetween: (from, to) => legs.get(keyOf(from, to)),
    find: async (pairs) => void (await Promise.all(pairs.map(({ from, to }) => remembered(from, to)))),
    routeBetween: remembered,
  }
}

function keyOf(from: Position, to: Position): string {
  return `${from.lat},${from.lon} ${to.lat},${to.lon}`
}
