import { Identifier, type PlannedStop, Problem, type Stop } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Reordering, reordered } from '../domain/stops.ts'
import { shownOrder, shownStops } from './examples.ts'
import { reorderingError, riderNotFound } from './refusals.ts'
import { type ReporterKeys, reporterCredential, reporterOf } from './reporter.ts'
import type { RiderStops } from './rider-deliveries.ts'

export interface StopChanges extends RiderStops {
  /** Decides on the stops as they are, one at a time; the new order is kept with its event. Undefined without the rider. */
  reorder(riderId: string, decide: (ahead: readonly Stop[]) => Reordering): Promise<StopsChange | undefined>
}

export type StopsChange =
  | { readonly ok: true; readonly stops: PlannedStop[] }
  | Extract<Reordering, { ok: false }>

export interface RiderStopRoutesOptions extends ReporterKeys {
  readonly stops: StopChanges
  readonly riders: { find(riderId: string): Promise<object | undefined> }
}

const shared = {
  tags: ['riders'],
  security: [{ apiKey: [] }, { riderKey: [] }],
  params: Type.Object({ riderId: Identifier }),
  response: { 200: shownStops, '4xx': Problem },
}

const listStops = { ...shared, summary: 'List the stops ahead of a rider, in order' }

const newOrder = {
  ...shared,
  summary: 'Put the stops ahead of a rider in another order',
  description:
    'All of them, each once, a pickup before its drop-off. If a stop was made, added or taken back since they were ' +
    'read, the answer is 409 `STOPS_CHANGED`.',
  body: shownOrder,
}

/** For the merchant, and for the rider whose stops they are. */
export function riderStopRoutes(app: App, options: RiderStopRoutesOptions): void {
  const { stops, riders } = options
  const onRequest = reporterCredential(app, options)
  const url = '/v1/riders/:riderId/stops'

  function checkAccess(request: FastifyRequest, riderId: string): void {
    const reporter = reporterOf(request)
    if (reporter !== 'merchant' && reporter.riderId !== riderId)
      throw new RequestError(403, 'NOT_YOUR_STOPS', 'These are another rider’s stops.')
  }

  app.get(url, { schema: listStops, onRequest }, async (request) => {
    const { riderId } = request.params
    checkAccess(request, riderId)
    if ((await riders.find(riderId)) === undefined) throw riderNotFound()
    return { stops: await stops.stopsOf(riderId) }
  })

  app.put(url, { schema: newOrder, onRequest }, async (request) => {
    const { riderId } = request.params
    checkAccess(request, riderId)
    const change = await stops.reorder(riderId, (ahead) => reordered(ahead, request.body.stops))
    if (change === undefined) throw riderNotFound()
    if (!change.ok) throw reorderingError(change.refusal)
    return { stops: change.stops }
  })
}
