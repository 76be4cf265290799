import { signId, verifyId } from './signed-id.ts'

/** A customer's link ends this long after the delivery did. */
export const TRACKING_GRACE_MS = 15 * 60_000

/** Opens exactly one delivery. */
export const trackingTokenFor = (deliveryId: string, secret: string): string =>
  signId('tt', deliveryId, secret)

/** The delivery this token opens, or undefined if it is no token of ours. */
export const deliveryOfToken = (token: string, secret: string): string | undefined =>
  verifyId('tt', token, secret)
