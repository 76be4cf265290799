import { Problem } from '@doorstep/contracts'
import { RequestError } from '@doorstep/runtime'
import type { Protocol } from '../protocol.ts'
import { streamMetrics } from './metrics.ts'
import { acceptStreams, STREAM_PATH } from './sockets.ts'

const schema = {
  summary: "Report where a rider is by WebSocket: the rider's key as Authorization, or as subprotocol",
  description:
    'Frames `{ id, locations }` are answered in order with `{ id, accepted, rejected, nextPingMs }`, or with ' +
    '`{ id, error: { code, retryAfterMs } }` when they are to be sent again. Browsers offer the subprotocols ' +
    '`doorstep.v1` and `key.<rider key>`. To resume, send again what was not answered. ' +
    'Close codes: 1001 going away, 1009 frame too large, 4001 key wrong or revoked.',
  tags: ['locations'],
  security: [{ riderKey: [] }],
  response: { 426: Problem },
}

/** Our own by WebSocket: a connection for a ride, a frame for a report. */
export const stream: Protocol = (scope, { take, keys, pace, nextPing, metrics }) => {
  const parts = { take, keys, pace, nextPing, log: scope.log, metrics: streamMetrics(metrics) }
  const goAway = acceptStreams(scope.server, parts)
  scope.addHook('preClose', goAway)

  // Answers those who come without an upgrade; sockets never get here.
  scope.get(STREAM_PATH, { schema }, async (_request, reply) => {
    reply.header('upgrade', 'websocket')
    throw new RequestError(426, 'UPGRADE_REQUIRED', 'This address speaks WebSocket.')
  })
}
