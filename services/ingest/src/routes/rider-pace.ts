import { RequestError } from '@doorstep/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { afterRequest } from '../domain/pace.ts'
import { recentlyUsed } from '../recently-used.ts'
import { riderOf } from './rider-credential.ts'

/** An `onRequest` hook that answers 429 to a rider above their own rate, before the body is read. */
export function riderPace(rememberedRiders: number) {
  const paces = recentlyUsed<number>(rememberedRiders)

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const riderId = riderOf(request)
    const wholeAgainAt = afterRequest(paces.get(riderId), performance.now())
    if (wholeAgainAt === undefined) {
      reply.header('retry-after', 1)
      throw new RequestError(429, 'TOO_MANY_REQUESTS', 'Save locations up and send them in one request.')
    }
    paces.set(riderId, wholeAgainAt)
  }
}
