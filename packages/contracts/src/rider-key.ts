import { signId, verifyId } from './signed-id.ts'

/** The rider's credential: carries the rider, so that `ingest` needs no look-up. */
export const riderKeyFor = (riderId: string, secret: string): string => signId('rk', riderId, secret)

/** The rider this key belongs to, or undefined if it is no key of ours. */
export const riderOfKey = (key: string, secret: string): string | undefined => verifyId('rk', key, secret)
