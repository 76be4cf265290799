import { Problem, SnapshotMessage } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { snapshot } from '../domain/opening.ts'
import type { Trail } from '../domain/trail.ts'
import type { Admit } from '../gateway/admission.ts'
import type { WatchedDeliveries } from '../watched-deliveries.ts'
import { linkProblem } from './problems.ts'

export interface SnapshotRouteOptions {
  readonly admit: Admit
  readonly deliveries: WatchedDeliveries
  readonly trails: { trail(deliveryId: string): Promise<Trail> }
  readonly now: () => number
}

export const trackParams = Type.Object({
  token: Type.String({ maxLength: 128, description: 'Tracking token.' }),
})

const schema = {
  summary: 'What a customer may know of their delivery now',
  description: 'Position, trail, route and ETA only while the delivery is on its way.',
  params: trackParams,
  response: { 200: SnapshotMessage, 404: Problem, 410: Problem },
}

export const snapshotRoute: FastifyPluginAsyncTypebox<SnapshotRouteOptions> = async (app, options) => {
  const { admit, deliveries, trails, now } = options
  app.get('/v1/track/:token', { schema }, async (request, reply) => {
    const admission = await admit(request.params.token)
    const delivery = admission.ok ? deliveries.find(admission.deliveryId) : undefined
    if (!admission.ok) throw linkProblem(admission)
    if (delivery === undefined) throw linkProblem({ ok: false, reason: 'ended' })
    const trail = await trails.trail(admission.deliveryId).catch(nothingWhileAway)
    return reply.header('cache-control', 'no-store').send(snapshot(delivery, trail, now()))
  })
}

/** The delivery is known without Redis; only where the rider is, is not. */
function nothingWhileAway(error: unknown): Trail {
  if (error instanceof UnavailableError) return []
  throw error
}
