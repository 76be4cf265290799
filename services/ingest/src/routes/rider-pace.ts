import { RequestError } from '@doorstep/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RiderPace } from '../protocols/protocol.ts'
import { riderOf } from './rider-credential.ts'

/** An `onRequest` hook that answers 429 to a rider above their own rate, before the body is read. */
export function riderPace(pace: RiderPace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (pace.admits(riderOf(request))) return
    reply.header('retry-after', 1)
    throw new RequestError(429, 'TOO_MANY_REQUESTS', 'Save locations up and send them in one request.')
  }
}
