import type { FastifyPluginAsync } from 'fastify'
import type { Metrics } from '../metrics.ts'
import { type ReadinessCheck, unmet } from '../readiness.ts'

interface HealthRoutesOptions {
  readonly metrics: Metrics
  readonly readiness: readonly ReadinessCheck[]
}

/** `/livez`: the process answers. `/readyz`: it is of use, or what it waits for, by name. `/metrics`: Prometheus text. */
export const healthRoutes: FastifyPluginAsync<HealthRoutesOptions> = async (app, { metrics, readiness }) => {
  const schema = { hide: true }
  app.get('/livez', { schema }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema }, async (_request, reply) => {
    const waitingFor = await unmet(readiness)
    const ready = Object.keys(waitingFor).length === 0
    return reply.code(ready ? 200 : 503).send({ ready, waitingFor })
  })
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}
