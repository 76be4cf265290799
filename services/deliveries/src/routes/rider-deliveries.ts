import { type Delivery, Problem, RiderDeliveries } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import type { FastifyRequest } from 'fastify'
import { openDelivery } from '../domain/assignments.ts'
import { type ReporterKeys, reporterOf } from './reporter.ts'

export interface OpenDeliveries {
  /** The first assigned first. */
  openOf(riderId: string): Promise<Delivery[]>
}

export interface RiderDeliveryRoutesOptions extends ReporterKeys {
  readonly deliveries: OpenDeliveries
}

const ownDeliveries = {
  summary: 'List your own open deliveries, the first assigned first',
  tags: ['riders'],
  security: [{ riderKey: [] }],
  response: { 200: RiderDeliveries, '4xx': Problem },
}

export function riderDeliveryRoutes(app: App, options: RiderDeliveryRoutesOptions): void {
  function riderOf(request: FastifyRequest): string {
    const reporter = reporterOf(request, options)
    if (reporter === 'merchant')
      throw new RequestError(403, 'NOT_A_RIDER', 'The API key is no rider’s: see GET /v1/deliveries.')
    return reporter.riderId
  }

  app.get(
    '/v1/riders/me/deliveries',
    { schema: ownDeliveries, onRequest: async (request) => void riderOf(request) },
    async (request) => {
      const open = await options.deliveries.openOf(riderOf(request))
      return { deliveries: open.flatMap((delivery) => openDelivery(delivery) ?? []) }
    },
  )
}
