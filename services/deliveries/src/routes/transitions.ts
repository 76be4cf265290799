import { type Delivery, Identifier, type MerchantDelivery, Problem, RiderDelivery } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { DeliveryState, PlannedDelivery, Rider } from '../domain/delivery.ts'
import { assign, type Refusal, reassign, report, type Transition } from '../domain/transition.ts'
import type { Router } from '../ways.ts'
import { shownAssignment, shownDelivery, shownReport } from './examples.ts'
import { deliveryNotFound, refusalError, riderNotFound } from './refusals.ts'
import { type ReporterKeys, reporterCredential, reporterOf } from './reporter.ts'
import { type MerchantView, riderView } from './views.ts'

export interface DeliveryChanges {
  find(deliveryId: string): Promise<Delivery | undefined>
  /** Decides on the delivery as it is, one at a time; what is accepted is kept with its events, all or nothing. */
  change(deliveryId: string, decide: (state: DeliveryState) => Transition): Promise<Change | undefined>
}

/** The delivery as the change left it, or why nothing was changed. */
export type Change =
  | { readonly ok: true; readonly delivery: PlannedDelivery }
  | { readonly ok: false; readonly refusal: Refusal }

export interface TransitionRoutesOptions extends ReporterKeys {
  readonly deliveries: DeliveryChanges
  readonly riders: { find(riderId: string): Promise<Rider | undefined> }
  /** From pickup to drop-off. */
  readonly routeBetween: Router
  readonly view: MerchantView
}

const shared = {
  tags: ['deliveries'],
  params: Type.Object({ deliveryId: Identifier }),
}

const assignment = {
  ...shared,
  summary: 'Give a delivery to a rider',
  security: [{ apiKey: [] }],
  body: shownAssignment,
  response: { 200: shownDelivery, '4xx': Problem },
}

const reassignment = {
  ...assignment,
  summary: 'Give an assigned delivery to another rider',
  description:
    'In one go, so that nobody can take it in between; two events tell of it, `unassigned` and `assigned`. ' +
    'Not once it was picked up: it is in the bag of the first.',
}

const statusReport = {
  ...shared,
  summary: 'Report what happened to a delivery',
  description:
    'created → assigned → picked-up → delivered or failed; cancelled from any open one. ' +
    '`created` takes an assigned delivery back from its rider; `assigned` is never reported, but assigned. ' +
    'One that failed or was cancelled may have a `reason`, which its customer is told, and a `note`, which is not. ' +
    'A rider is told neither the customer’s link nor the webhook.',
  security: [{ apiKey: [] }, { riderKey: [] }],
  body: shownReport,
  response: { 200: Type.Union([shownDelivery, RiderDelivery]), '4xx': Problem },
}

export function transitionRoutes(app: App, options: TransitionRoutesOptions): void {
  const { deliveries, riders, routeBetween, view } = options

  async function changed(
    deliveryId: string,
    decide: (state: DeliveryState) => Transition,
  ): Promise<PlannedDelivery> {
    const change = await deliveries.change(deliveryId, decide)
    if (change === undefined) throw deliveryNotFound()
    if (!change.ok) throw refusalError(change.refusal)
    return change.delivery
  }

  async function given(deliveryId: string, riderId: string, give: typeof assign): Promise<MerchantDelivery> {
    const [delivery, rider] = await Promise.all([deliveries.find(deliveryId), riders.find(riderId)])
    if (delivery === undefined) throw deliveryNotFound()
    if (rider === undefined) throw riderNotFound()
    const route = await routeBetween(delivery.pickup, delivery.dropoff)
    return view.of(await changed(deliveryId, (state) => give(state, rider, route, Date.now())))
  }

  app.post(
    '/v1/deliveries/:deliveryId/assign',
    { schema: assignment, onRequest: requireApiKey(options.apiKey) },
    async ({ params: { deliveryId }, body: { riderId } }) => given(deliveryId, riderId, assign),
  )

  app.post(
    '/v1/deliveries/:deliveryId/reassign',
    { schema: reassignment, onRequest: requireApiKey(options.apiKey) },
    async ({ params: { deliveryId }, body: { riderId } }) => given(deliveryId, riderId, reassign),
  )

  app.post(
    '/v1/deliveries/:deliveryId/status',
    { schema: statusReport, onRequest: reporterCredential(app, options) },
    async (request) => {
      const { params, body } = request
      const reporter = reporterOf(request)
      if (reporter === 'merchant')
        return view.of(await changed(params.deliveryId, (state) => report(state, body, Date.now())))
      const told = { ...body, reportedBy: reporter.riderId }
      return riderView(await changed(params.deliveryId, (state) => report(state, told, Date.now())))
    },
  )
}
