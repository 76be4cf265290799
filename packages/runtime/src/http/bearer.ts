import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { RequestError } from '../errors.ts'

/** The credential of `Authorization: Bearer …`, or undefined. */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** An `onRequest` hook that lets only the holder of the API key pass: 401 without a key, 403 with a wrong one. */
export function requireApiKey(apiKey: string): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const given = bearerOf(request)
    if (given === undefined)
      throw new RequestError(401, 'API_KEY_MISSING', 'Send the API key as Authorization: Bearer …')
    if (!sameSecret(given, apiKey))
      throw new RequestError(403, 'API_KEY_WRONG', 'This API key opens nothing here.')
  }
}

/** Compares in a time that does not depend on where the two differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
