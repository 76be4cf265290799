import { type Delivery, type PlannedStop, Problem } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import { openDelivery } from '../domain/assignments.ts'
import { shownRiderDeliveries } from './examples.ts'
import { type ReporterKeys, reporterCredential, reporterOf } from './reporter.ts'

export interface OpenDeliveries {
  /** In the order of the stop that each has next. */
  openOf(riderId: string): Promise<Delivery[]>
}

export interface RiderStops {
  /** In the order in which they are made. */
  stopsOf(riderId: string): Promise<PlannedStop[]>
}

export interface RiderDeliveryRoutesOptions extends ReporterKeys {
  readonly deliveries: OpenDeliveries
  readonly stops: RiderStops
}

const ownDeliveries = {
  summary: 'List your own open deliveries in the order of their next stops, and all stops',
  tags: ['riders'],
  security: [{ riderKey: [] }],
  response: { 200: shownRiderDeliveries, '4xx': Problem },
}

export function riderDeliveryRoutes(app: App, options: RiderDeliveryRoutesOptions): void {
  const onRequest = reporterCredential(app, options)

  app.get('/v1/riders/me/deliveries', { schema: ownDeliveries, onRequest }, async (request) => {
    const reporter = reporterOf(request)
    if (reporter === 'merchant')
      throw new RequestError(403, 'NOT_A_RIDER', 'The API key is no rider’s: see GET /v1/deliveries.')
    const [open, stops] = await Promise.all([
      options.deliveries.openOf(reporter.riderId),
      options.stops.stopsOf(reporter.riderId),
    ])
    return { deliveries: open.flatMap((delivery) => openDelivery(delivery) ?? []), stops }
  })
}
