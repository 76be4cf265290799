import { RequestError } from '@doorstep/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What fits into a few network packets is bounded by the number of connections well enough. */
const SMALL_BYTES = 16 * 1024

/** Of a request whose body was used: what waits for Kafka would keep it. */
export function letGoOfBody(request: FastifyRequest): void {
  request.body = undefined
}

/**
 * An `onRequest` hook that bounds the memory of all bodies under way together: 503 for one that no longer fits, before
 * it is read. One that does not say how long it is counts as `undeclaredBytes`.
 */
export function bodyBudget(maxBytes: number, undeclaredBytes: number) {
  let underWay = 0

  return async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const bytes =
      headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undeclaredBytes
    if (bytes <= SMALL_BYTES) return
    if (underWay + bytes > maxBytes)
      throw new RequestError(503, 'TOO_MUCH_UNDER_WAY', 'Too many large requests are under way.')
    underWay += bytes
    reply.raw.once('close', () => {
      underWay -= bytes
    })
  }
}
