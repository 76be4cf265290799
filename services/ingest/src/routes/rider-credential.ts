import { type App, bearerOf, RequestError } from '@doorstep/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Tells riders by their keys. */
export interface RiderKeys {
  /** The rider this key belongs to, or undefined if it is none of ours or was revoked. */
  riderOf(key: string): string | undefined
  /** Tells of riders some of whose keys have just been revoked: for what lives longer than a request. */
  onRevoked(listener: (riderId: string) => void): void
}

const RIDER = 'riderId'

/** The rider whose key came with the request. Only behind `riderCredential`. */
export const riderOf = (request: FastifyRequest): string => request.getDecorator<string>(RIDER)

/**
 * An `onRequest` hook that lets only riders pass: 401 without a key, 403 with one that is none of ours or was
 * revoked.
 */
export function riderCredential(app: App, keys: RiderKeys) {
  if (!app.hasRequestDecorator(RIDER)) app.decorateRequest(RIDER, '')

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const key = riderKeyIn(request)
    if (key === undefined) {
      reply.header('www-authenticate', 'Bearer, Basic')
      throw new RequestError(401, 'RIDER_KEY_MISSING', "Send the rider's key as Authorization: Bearer …")
    }
    const riderId = keys.riderOf(key)
    if (riderId === undefined)
      throw new RequestError(403, 'RIDER_KEY_WRONG', 'This key belongs to no rider here, or was revoked.')
    request.setDecorator(RIDER, riderId)
  }
}

/** The credential of `Authorization`. */
export function riderKeyIn(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  return bearerOf(request) ?? basicPasswordOf(request)
}

/** For phone apps that know a user name and a password only; the name may be anything. */
function basicPasswordOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(headers.authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [, password] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s)
  return password
}
