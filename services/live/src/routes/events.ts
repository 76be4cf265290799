import { Problem } from '@doorstep/contracts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf } from '../gateway/caller.ts'
import { cursorFrom } from '../gateway/cursor.ts'
import { eventStreamConnection } from '../gateway/event-stream.ts'
import type { GatewayParts } from '../gateway/sockets.ts'
import { Subscriber } from '../gateway/subscriber.ts'
import { linkProblem, tooManyConnections } from './problems.ts'
import { trackParams } from './snapshot.ts'

const schema = {
  summary: 'The same messages as the WebSocket, as server-sent events',
  description: 'Resumes after `Last-Event-ID`, the cursor of the last message received.',
  params: trackParams,
  produces: ['text/event-stream'],
  response: { 404: Problem, 410: Problem, 503: Problem },
}

export const eventsRoute: FastifyPluginAsyncTypebox<GatewayParts> = async (app, parts) => {
  const { admit, rooms, connections, metrics } = parts
  app.get('/v1/track/:token/events', { schema }, async (request, reply) => {
    const caller = callerOf(request.raw)
    if (connections.isFull(caller)) throw tooManyConnections()
    const admission = await admit(request.params.token)
    if (!admission.ok) throw linkProblem(admission)
    const { deliveryId } = admission
    if (rooms.isFull(deliveryId)) throw tooManyConnections()
    if (request.raw.destroyed) return reply.hijack()

    reply.hijack()
    const connection = eventStreamConnection(reply.raw, metrics)
    const subscriber = new Subscriber(connection, metrics, cursorFrom(request.headers['last-event-id']))
    connections.add(connection, caller)
    reply.raw.once('close', () => {
      connections.remove(connection)
      rooms.leave(deliveryId, subscriber)
    })
    rooms.join(deliveryId, subscriber)
  })
}
