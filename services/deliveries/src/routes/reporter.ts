import { isRevoked, readRiderKey } from '@doorstep/contracts'
import { type App, bearerOf, RequestError, sameSecret } from '@doorstep/runtime'
import type { FastifyRequest } from 'fastify'

export interface RiderKeyChecks {
  /** The first generation of the rider's keys that is not revoked; undefined for a rider who is not known. */
  validFrom(riderId: string): Promise<number | undefined>
}

export interface ReporterKeys {
  readonly apiKey: string
  readonly riderKeySecrets: readonly string[]
  readonly riderKeys: RiderKeyChecks
}

/** Who reports a status: one rider, or the merchant. */
export type Reporter = { readonly riderId: string } | 'merchant'

const REPORTER = 'reporter'

/** The holder of the credential. Only behind `reporterCredential`. */
export const reporterOf = (request: FastifyRequest): Reporter => request.getDecorator<Reporter>(REPORTER)

/** An `onRequest` hook that lets the merchant and riders pass: 401 without a key, 403 with a wrong or revoked one. */
export function reporterCredential(app: App, { apiKey, riderKeySecrets, riderKeys }: ReporterKeys) {
  if (!app.hasRequestDecorator(REPORTER)) app.decorateRequest(REPORTER, null)

  async function holderOf(credential: string): Promise<Reporter | undefined> {
    if (sameSecret(credential, apiKey)) return 'merchant'
    const key = readRiderKey(credential, riderKeySecrets)
    if (key === undefined || isRevoked(key, await riderKeys.validFrom(key.riderId))) return undefined
    return { riderId: key.riderId }
  }

  return async (request: FastifyRequest): Promise<void> => {
    const credential = bearerOf(request)
    if (credential === undefined)
      throw new RequestError(
        401,
        'KEY_MISSING',
        "Send the API key or the rider's key as Authorization: Bearer …",
      )
    const reporter = await holderOf(credential)
    if (reporter === undefined) throw new RequestError(403, 'KEY_WRONG', 'This key opens nothing here.')
    request.setDecorator<Reporter>(REPORTER, reporter)
  }
}
