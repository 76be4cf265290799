import type { Position } from '@doorstep/contracts'
import type { Logger, Metrics } from '@doorstep/runtime'
import { Counter } from 'prom-client'
import { createCircuitBreaker } from './circuit-breaker.ts'
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

const FAILURES = 3
const PAUSE_MS = 10_000

export interface FallbackOptions {
  readonly ask: AskForWay
  /** Answers whatever the server does not. */
  readonly builtIn: Router
  readonly metrics: Metrics
  readonly log: Logger
  readonly now?: () => number
}

/** Asks a routing server, and the built-in streets when it knows no way, fails, or has failed too often to be asked. */
export function withFallback({ ask, builtIn, metrics, log, now = Date.now }: FallbackOptions): Router {
  const breaker = createCircuitBreaker({ failures: FAILURES, pauseMs: PAUSE_MS, now })
  const answers = new Counter({
    name: 'doorstep_routes_total',
    help: 'Ways that were looked for, by what the routing server said. All but `found` came from the built-in streets.',
    labelNames: ['router'],
    registers: [metrics],
  })

  function failed(err: unknown): void {
    const wasOpen = breaker.isOpen()
    breaker.failed()
    if (!wasOpen && breaker.isOpen())
      log.warn({ err }, 'the router is away: routes come from the built-in streets')
  }

  function answered(): void {
    if (breaker.isOpen()) log.info('the router is back')
    breaker.succeeded()
  }

  return async (from, to) => {
    if (!breaker.mayAsk()) {
      answers.inc({ router: 'not-asked' })
      return builtIn(from, to)
    }
    try {
      const way = await ask(from, to)
      answered()
      answers.inc({ router: way === undefined ? 'no-way' : 'found' })
      return way ?? builtIn(from, to)
    } catch (err) {
      failed(err)
      answers.inc({ router: 'failed' })
      return builtIn(from, to)
    }
  }
}
