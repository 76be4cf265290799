import { type App, createApp, type Metrics, type ReadinessCheck } from '@doorstep/runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { GatewayParts } from './gateway/sockets.ts'
import { type OperationsRoutesOptions, operationsRoutes } from './operations/routes.ts'
import { eventsRoute } from './routes/events.ts'
import { type SnapshotRouteOptions, snapshotRoute } from './routes/snapshot.ts'
import { streamRoute } from './routes/stream.ts'

export interface LiveAppOptions extends SnapshotRouteOptions {
  readonly log: FastifyBaseLogger
  readonly registry: Metrics
  readonly readiness: readonly ReadinessCheck[]
  readonly gateway: GatewayParts
  readonly operations: OperationsRoutesOptions
}

/** The HTTP application, not listening. WebSockets are `gateway/sockets.ts`, on the same server. */
export async function buildApp(options: LiveAppOptions): Promise<App> {
  const { log, registry, readiness, gateway, operations, ...snapshotOptions } = options
  const app = await createApp({
    name: 'Doorstep live',
    description: 'Where a delivery is: now, and as it comes closer.',
    log,
    metrics: registry,
    readiness,
  })
  await app.register(snapshotRoute, snapshotOptions)
  await app.register(eventsRoute, gateway)
  await app.register(streamRoute)
  await app.register(operationsRoutes, operations)
  return app
}
