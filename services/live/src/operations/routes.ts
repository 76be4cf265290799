import { type CustomersServed, OperationsSnapshot, Problem } from '@doorstep/contracts'
import { RequestError, requireApiKey, UnavailableError } from '@doorstep/runtime'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type OnDemand, readyWithin } from './on-demand.ts'
import type { RidersBoard } from './riders-board.ts'
import { STREAM_PATH } from './sockets.ts'

/** A caller who is answered before all places are read would take riders to be lost. */
const WHOLE_WITHIN_MS = 5_000

export interface OperationsRoutesOptions {
  readonly apiKey: string
  readonly board: RidersBoard
  readonly customers: () => CustomersServed
  readonly fixes: OnDemand
}

const snapshotSchema = {
  summary: 'Everybody at work and every delivery that waits, now',
  description:
    'What the first message of the stream tells. Riders with an open delivery or a fix of the last 15 minutes.',
  security: [{ apiKey: [] }],
  response: { 200: OperationsSnapshot, 401: Problem, 403: Problem, 503: Problem },
}

const streamSchema = {
  summary: 'The same by WebSocket, and what changes, twice a second',
  description:
    'A `snapshot`, then `changes` (AsyncAPI has both). The API key as Authorization; browsers offer the subprotocols ' +
    '`doorstep.v1` and `bearer.<API key in base64url>`. Close codes: 1001 going away, 1013 too many, 4001 key wrong, ' +
    '4008 too slow.',
  security: [{ apiKey: [] }],
  response: { 426: Problem },
}

export const operationsRoutes: FastifyPluginAsyncTypebox<OperationsRoutesOptions> = async (app, options) => {
  const { apiKey, board, customers, fixes } = options
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/operations/riders', { schema: snapshotSchema, onRequest }, async (_request, reply) => {
    const hold = fixes.hold()
    try {
      if (!(await readyWithin(hold, WHOLE_WITHIN_MS)))
        throw new UnavailableError('Where riders are is not known yet.')
      board.settle()
      return reply.header('cache-control', 'no-store').send({ ...board.snapshot(), customers: customers() })
    } finally {
      hold.release()
    }
  })

  // Answers those who come without an upgrade; sockets never get here.
  app.get(STREAM_PATH, { schema: streamSchema }, async (_request, reply) => {
    reply.header('upgrade', 'websocket')
    throw new RequestError(426, 'UPGRADE_REQUIRED', 'This address speaks WebSocket.')
  })
}
