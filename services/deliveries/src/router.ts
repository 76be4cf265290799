import type { Position } from '@doorstep/contracts'
import type { Logger, Metrics } from '@doorstep/runtime'
import { ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel'
import { Counter } from 'prom-client'
import { ridden, straightRoute } from './domain/route.ts'
import type { AskForWay } from './osrm.ts'
import type { Router } from './ways.ts'

export interface Streets {
  /** The shortest way, or undefined if either end is off the streets it knows. */
  findRoute(
    from: Position,
    to: Position,
  ): { readonly points: readonly Position[]; readonly distanceM: number } | undefined
}

/** Along streets where they are known, else a straight line. */
export function createRouter(streets: Streets): Router {
  return async (from, to) => {
    const way = streets.findRoute(from, to)
    return way === undefined ? straightRoute(from, to) : ridden(way.points, way.distanceM)
  }
}

/** After so many failures in a row the server is left in peace for a while. */
const FAILURES = 3
const PAUSE_MS = 10_000

export interface FallbackOptions {
  readonly ask: AskForWay
  /** Answers whatever the server does not. */
  readonly builtIn: Router
  readonly metrics: Metrics
  readonly log: Logger
}

/** Asks a routing server, and the built-in streets when it knows no way, fails, or has failed too often to be asked. */
export function withFallback({ ask, builtIn, metrics, log }: FallbackOptions): Router {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: PAUSE_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  })
  breaker.onBreak((reason) =>
    log.warn(
      { err: 'error' in reason ? reason.error : reason },
      'the router is away: routes come from the built-in streets',
    ),
  )
  breaker.onReset(() => log.info('the router is back'))
  const answers = new Counter({
    name: 'doorstep_routes_total',
    help: 'Ways that were looked for, by what the routing server said. All but `found` came from the built-in streets.',
    labelNames: ['router'],
    registers: [metrics],
  })

  return async (from, to) => {
    try {
      const way = await breaker.execute(() => ask(from, to))
      answers.inc({ router: way === undefined ? 'no-way' : 'found' })
      return way ?? builtIn(from, to)
    } catch (err) {
      answers.inc({ router: isBrokenCircuitError(err) ? 'not-asked' : 'failed' })
      return builtIn(from, to)
    }
  }
}
