import { type Delivery, Problem, RiderDeliveries } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import { openDelivery } from '../domain/assignments.ts'
import { type ReporterKeys, reporterCredential, reporterOf } from './reporter.ts'

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
  const onRequest = reporterCredential(app, options)

  app.get('/v1/riders/me/deliveries', { schema: ownDeliveries, onRequest }, async (request) => {
    const reporter = reporterOf(request)
    if (reporter === 'merchant')
      throw new RequestError(403, 'NOT_A_RIDER', 'The API key is no rider’s: see GET /v1/deliveries.')
    const open = await options.deliveries.openOf(reporter.riderId)
    return { deliveries: open.flatMap((delivery) => openDelivery(delivery) ?? []) }
  })
}
