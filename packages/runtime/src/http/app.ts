import type { IncomingMessage, ServerResponse } from 'node:http'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { ReadinessCheck } from '../readiness.ts'
import { answerClientError } from './client-error.ts'
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
    FastifyHttpOptions<RawServerDefault>,
    'bodyLimit' | 'requestTimeout' | 'keepAliveTimeout' | 'trustProxy' | 'http'
  >
  /** The OpenAPI documents that `/docs` offers to choose from, instead of this service's own. */
  readonly docs?: readonly { readonly name: string; readonly url: string }[]
}

/** What a route's `security` may name. */
const securitySchemes = {
  apiKey: { type: 'http', scheme: 'bearer', description: "The merchant's or operator's key." },
  riderKey: { type: 'http', scheme: 'bearer', description: "One rider's key." },
} as const

/** What one client may hold up, and for how long. */
const limits = {
  /** A phone's backlog of a day, 2 MiB, over a slow network. */
  requestTimeout: 30_000,
  bodyLimit: 256 * 1024,
  http: {
    headersTimeout: 5_000,
    maxHeaderSize: 8 * 1024,
    /** Node looks for what is too late so often only: by default, every 30 s. */
    connectionsCheckingInterval: 1_000,
  },
}

/**
 * What every service's HTTP side has: problem details for errors, `/livez`, `/readyz`, `/metrics`, OpenAPI at `/docs`.
 * Not listening: tests call `inject`, `httpServer` listens. Wrong input is refused, never coerced or trimmed.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { name, description, log, metrics, readiness, server, docs } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    ...limits,
    ...server,
    clientErrorHandler: answerClientError,
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
