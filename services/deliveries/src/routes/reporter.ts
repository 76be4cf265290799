import { readRiderKey } from '@doorstep/contracts'
import { bearerOf, RequestError, sameSecret } from '@doorstep/runtime'
import type { FastifyRequest } from 'fastify'

export interface ReporterKeys {
  readonly apiKey: string
  readonly riderKeySecret: string
}

/** Who reports a status: one rider, or the merchant. */
export type Reporter = { readonly riderId: string } | 'merchant'

/** The holder of the credential; 401 without one, 403 with one that is none of ours. */
export function reporterOf(request: FastifyRequest, { apiKey, riderKeySecret }: ReporterKeys): Reporter {
  const credential = bearerOf(request)
  if (credential === undefined)
    throw new RequestError(
      401,
      'KEY_MISSING',
      "Send the API key or the rider's key as Authorization: Bearer …",
    )
  if (sameSecret(credential, apiKey)) return 'merchant'
  const riderId = readRiderKey(credential, [riderKeySecret])?.riderId
  if (riderId === undefined) throw new RequestError(403, 'KEY_WRONG', 'This key opens nothing here.')
  return { riderId }
}
