import { type RiderCredentials, riderKeyFor } from '@doorstep/contracts'

export interface RiderKeyring {
  /** All of them verify; the first one signs. */
  readonly riderKeySecrets: readonly [string, ...string[]]
  /** Origin of the page that riders open. */
  readonly publicUrl: string
}

/** What goes into the rider's phone. */
export function credentialsOf(
  riderId: string,
  generation: number,
  { riderKeySecrets: [secret], publicUrl }: RiderKeyring,
): RiderCredentials {
  const riderKey = riderKeyFor(riderId, secret, generation)
  return { riderId, riderKey, riderUrl: new URL(`/rider#key=${riderKey}`, publicUrl).href }
}
