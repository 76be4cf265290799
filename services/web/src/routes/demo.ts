import { MerchantDelivery } from '@doorstep/contracts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'

/** A delivery of the running demo, with the customer's way in. */
export const DemoDelivery = Type.Pick(MerchantDelivery, [
  'deliveryId',
  'status',
  'pickup',
  'dropoff',
  'route',
  'riderName',
  'createdAt',
  'endedAt',
  'trackingToken',
  'trackingUrl',
])
export type DemoDelivery = Static<typeof DemoDelivery>

interface DemoRoutesOptions {
  readonly listDeliveries: () => Promise<readonly DemoDelivery[]>
}

const schema = {
  hide: true,
  response: { 200: Type.Object({ deliveries: Type.Array(DemoDelivery) }) },
}

/** What the demo runs right now, open to everyone: registered only in a demo, where nobody's address is real. */
export const demoRoutes: FastifyPluginAsyncTypebox<DemoRoutesOptions> = async (app, { listDeliveries }) => {
  app.get('/demo/deliveries', { schema }, async () => ({ deliveries: [...(await listDeliveries())] }))
}
