import { RequestError } from '@doorstep/runtime'
import type { FastifyRequest } from 'fastify'
import type { RiderPace } from '../protocols/protocol.ts'
import { riderOf } from './rider-credential.ts'

/** Also for one of many sent at the same time, which was let in before the others were counted. */
export const tooMany = () =>
  new RequestError(429, 'TOO_MANY_REQUESTS', 'Save locations up and send them in one request.')

/** An `onRequest` hook that answers 429 to a rider above their own rate, before the body is read. */
export function riderPace(pace: RiderPace) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!pace.admits(riderOf(request))) throw tooMany()
  }
}
