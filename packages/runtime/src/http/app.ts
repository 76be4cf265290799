import type { IncomingMessage, ServerResponse } from 'node:http'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
  type RawServerDefault,
} from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { ReadinessCheck } from '../readiness.ts'
import { healthRoutes } from './health-routes.ts'
import { problemHandler, routeNotFound } from './problem-handler.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export interface AppOptions {
  readonly name: string
  readonly description: string
  readonly log: FastifyBaseLogger
  readonly metrics: Metrics
  readonly readiness: readonly ReadinessCheck[]
  /** Limits that differ from the defaults below. */
  readonly server?: Pick<
    FastifyServerOptions,
    'bodyLimit' | 'requestTimeout' | 'keepAliveTimeout' | 'trustProxy'
  >
  /** The OpenAPI documents that `/docs` offers to choose from, instead of this service's own. */
  readonly docs?: readonly { readonly name: string; readonly url: string }[]
}

/** What a route's `security` may name. */
const securitySchemes = {
  apiKey: { type: 'http', scheme: 'bearer', description: "The merchant's or operator's key." },
  riderKey: { type: 'http', scheme: 'bearer', description: "One rider's key." },
} as const

/**
 * What every service's HTTP side has: problem details for errors, `/livez`, `/readyz`, `/metrics`, OpenAPI at `/docs`.
 * Not listening: tests call `inject`, `httpServer` listens. Wrong input is refused, never coerced or trimmed.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { name, description, log, metrics, readiness, server, docs } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 5_000,
    bodyLimit: 256 * 1024,
    ...server,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setErrorHandler(problemHandler)
  app.setNotFoundHandler(routeNotFound)
  await app.register(swagger, {
    openapi: { info: { title: name, description, version: '1' }, components: { securitySchemes } },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: docs === undefined ? {} : { urls: [...docs] },
  })
  await app.register(healthRoutes, { metrics, readiness })
  return app
}
