import {
  Assignment,
  type Delivery,
  Identifier,
  MerchantDelivery,
  type Position,
  Problem,
  type Route,
  StatusReport,
} from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { DeliveryState, Rider } from '../domain/delivery.ts'
import { assign, report, type Transition } from '../domain/transition.ts'
import type { MerchantView } from './merchant-view.ts'
import { deliveryNotFound, refusalError, riderNotFound } from './refusals.ts'
import { type ReporterKeys, reporterOf } from './reporter.ts'

export interface DeliveryChanges {
  find(deliveryId: string): Promise<Delivery | undefined>
  /** Decides on the delivery as it is, one at a time; what is accepted is kept with its events, all or nothing. */
  change(deliveryId: string, decide: (state: DeliveryState) => Transition): Promise<Transition | undefined>
}

export interface Riders {
  find(riderId: string): Promise<Rider | undefined>
}

/** The way from a pickup to a drop-off. */
export type Router = (from: Position, to: Position) => Route

export interface TransitionRoutesOptions extends ReporterKeys {
  readonly deliveries: DeliveryChanges
  readonly riders: Riders
  readonly routeBetween: Router
  readonly view: MerchantView
}

const shared = {
  tags: ['deliveries'],
  params: Type.Object({ deliveryId: Identifier }),
  response: { 200: MerchantDelivery, '4xx': Problem },
}

const assignment = {
  ...shared,
  summary: 'Give a delivery to a rider',
  security: [{ apiKey: [] }],
  body: Assignment,
}

const statusReport = {
  ...shared,
  summary: 'Report what happened to a delivery',
  description:
    'created → assigned → picked-up → delivered or failed; cancelled from any open one. ' +
    '`created` takes an assigned delivery back from its rider; `assigned` is never reported, but assigned.',
  security: [{ apiKey: [] }, { riderKey: [] }],
  body: StatusReport,
}

export function transitionRoutes(app: App, options: TransitionRoutesOptions): void {
  const { deliveries, riders, routeBetween, view } = options

  function answer(transition: Transition | undefined): MerchantDelivery {
    if (transition === undefined) throw deliveryNotFound()
    if (!transition.ok) throw refusalError(transition.refusal)
    return view.of(transition.event.delivery)
  }

  app.post(
    '/v1/deliveries/:deliveryId/assign',
    { schema: assignment, onRequest: requireApiKey(options.apiKey) },
    async ({ params: { deliveryId }, body: { riderId } }) => {
      const [delivery, rider] = await Promise.all([deliveries.find(deliveryId), riders.find(riderId)])
      if (delivery === undefined) throw deliveryNotFound()
      if (rider === undefined) throw riderNotFound()
      const route = routeBetween(delivery.pickup, delivery.dropoff)
      return answer(await deliveries.change(deliveryId, (state) => assign(state, rider, route, Date.now())))
    },
  )

  app.post(
    '/v1/deliveries/:deliveryId/status',
    { schema: statusReport, onRequest: async (request) => void reporterOf(request, options) },
    async (request) => {
      const reporter = reporterOf(request, options)
      const reportedBy = reporter === 'merchant' ? {} : { reportedBy: reporter.riderId }
      const told = { ...request.body, ...reportedBy }
      return answer(
        await deliveries.change(request.params.deliveryId, (state) => report(state, told, Date.now())),
      )
    },
  )
}
