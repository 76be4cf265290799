import { type Static, Type } from 'typebox'
import { Identifier } from './identifiers.ts'
import { signId, verifyId } from './signed-id.ts'

/** What a rider's key says: whose it is, and which of theirs, counted from 0. */
export interface RiderKey {
  readonly riderId: string
  readonly generation: number
}

/** The rider's credential: carries the rider, so that `ingest` needs no look-up. */
export const riderKeyFor = (riderId: string, secret: string, generation = 0): string =>
  signId('rk', generation === 0 ? riderId : `${riderId}.${generation}`, secret)

/** What the key says, or undefined if none of the secrets made it. Whether it was revoked it cannot know. */
export function readRiderKey(key: string, secrets: readonly string[]): RiderKey | undefined {
  for (const secret of secrets) {
    const [riderId, generation = '0'] = verifyId('rk', key, secret)?.split('.') ?? []
    if (riderId !== undefined) return { riderId, generation: Number(generation) }
  }
  return undefined
}

/**
 * Which of a rider's keys open something. `validFrom` never falls, so the greatest that was seen counts, whatever the
 * order. A rider none of whose keys was ever revoked has no record.
 */
export const RiderKeyValidity = Type.Object({
  riderId: Identifier,
  validFrom: Type.Integer({ minimum: 0, description: 'The first generation of keys that is not revoked.' }),
})

export type RiderKeyValidity = Static<typeof RiderKeyValidity>

export const isRevoked = ({ generation }: RiderKey, validFrom: number | undefined): boolean =>
  generation < (validFrom ?? 0)
