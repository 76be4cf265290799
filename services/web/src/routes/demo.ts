import { MerchantDelivery, Problem } from '@doorstep/contracts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { limitedTo } from './rate-limit.ts'

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

/** What anyone may do in a demo, where nobody's address is real. */
export interface Demo {
  listDeliveries(): Promise<readonly DemoDelivery[]>
  /** A new rider with a delivery to make; answers the link that opens their page. */
  hireRider(): Promise<string>
  /** What opens the pages of who runs this. */
  readonly apiKey: string
}

interface DemoRoutesOptions {
  readonly demo: Demo
}

const list = {
  hide: true,
  response: { 200: Type.Object({ deliveries: Type.Array(DemoDelivery) }) },
}

const rider = {
  hide: true,
  response: { 201: Type.Object({ riderUrl: Type.String() }), 429: Problem },
}

/** Each makes a rider, a delivery and records of both that stay: enough for a room full of people who try it. */
export const hiringRate = { perAddress: 10, overall: 60, perMs: 60_000 }

const key = { hide: true, response: { 200: Type.Object({ apiKey: Type.String() }) } }

/** Open to everyone: registered only in a demo. */
export const demoRoutes: FastifyPluginAsyncTypebox<DemoRoutesOptions> = async (app, { demo }) => {
  app.get('/demo/deliveries', { schema: list }, async () => ({
    deliveries: [...(await demo.listDeliveries())],
  }))

  const onRequest = await limitedTo(hiringRate, app)
  app.post('/demo/riders', { schema: rider, onRequest }, async (_request, reply) =>
    reply.code(201).send({ riderUrl: await demo.hireRider() }),
  )

  app.get('/demo/api-key', { schema: key }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ apiKey: demo.apiKey }),
  )
}
