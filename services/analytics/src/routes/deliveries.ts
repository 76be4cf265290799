import { DeliveryActivity, Identifier, Problem } from '@doorstep/contracts'
import { type App, RequestError, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'

export interface DeliveryReader {
  /** Undefined if there is no such delivery. */
  findDelivery(deliveryId: string): Promise<DeliveryActivity | undefined>
}

export interface DeliveryRoutesOptions {
  readonly deliveries: DeliveryReader
  readonly apiKey: string
}

const getDelivery = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  summary: 'How one delivery went',
  params: Type.Object({ deliveryId: Identifier }),
  response: { 200: DeliveryActivity, '4xx': Problem, 503: Problem },
}

export function deliveryRoutes(app: App, { deliveries, apiKey }: DeliveryRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/analytics/deliveries/:deliveryId', { schema: getDelivery, onRequest }, async ({ params }) => {
    const delivery = await deliveries.findDelivery(params.deliveryId)
    if (delivery === undefined)
      throw new RequestError(404, 'DELIVERY_NOT_FOUND', 'There is no such delivery.')
    return delivery
  })
}
