import { type App, RequestError } from '@doorstep/runtime'
import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Rate {
  readonly perAddress: number
  /** Of all addresses together. */
  readonly overall: number
  readonly perMs: number
}

/** An `onRequest` hook that answers 429, and when to come again, to one request too many. */
export async function limitedTo({ perAddress, overall, perMs }: Rate, app: App) {
  await app.register(rateLimit, { global: false })
  const limits = [
    // First: one address must not use up what is there for all.
    app.createRateLimit({ max: perAddress, timeWindow: perMs }),
    app.createRateLimit({ max: overall, timeWindow: perMs, keyGenerator: () => 'all' }),
  ]

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    for (const used of limits) {
      const use = await used(request)
      if (use.isAllowed || !use.isExceeded) continue
      reply.header('retry-after', use.ttlInSeconds)
      throw new RequestError(429, 'TOO_MANY_REQUESTS', 'That is often enough for now.')
    }
  }
}
