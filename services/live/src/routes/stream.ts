import { Problem } from '@doorstep/contracts'
import { RequestError } from '@doorstep/runtime'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { trackParams } from './snapshot.ts'

const schema = {
  summary: 'Live messages by WebSocket, subprotocol doorstep.v1',
  description:
    'Close codes: 1000 ended, 1001 going away, 1013 too many, 4001 token invalid or ended, 4008 too slow.',
  params: trackParams,
  querystring: Type.Object({
    cursor: Type.Optional(Type.String({ description: 'Of the last message received, to resume after it.' })),
  }),
  response: { 426: Problem },
}

/** Answers those who come without an upgrade; sockets never get here. */
export const streamRoute: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/v1/track/:token/stream', { schema }, async (_request, reply) => {
    reply.header('upgrade', 'websocket')
    throw new RequestError(426, 'UPGRADE_REQUIRED', 'This address speaks WebSocket.')
  })
}
