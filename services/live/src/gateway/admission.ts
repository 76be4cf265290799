import { deliveryOfToken } from '@doorstep/contracts'
import type { LiveDelivery } from '../domain/live-delivery.ts'

/** The event that creates a delivery is behind its link by the time of one outbox run. */
const APPEARS_WITHIN_MS = 2_000

/** What a link opens, or why it opens nothing. */
export type Admission =
  | { readonly ok: true; readonly deliveryId: string }
  | { readonly ok: false; readonly reason: 'invalid' | 'ended' }

export interface AwaitedDeliveries {
  appears(deliveryId: string, withinMs: number): Promise<LiveDelivery | undefined>
}

/** The delivery comes from the token alone, so nobody can ask for another. */
export function createAdmission(
  secret: string,
  deliveries: AwaitedDeliveries,
  appearsWithinMs = APPEARS_WITHIN_MS,
) {
  return async (token: string): Promise<Admission> => {
    const deliveryId = deliveryOfToken(token, secret)
    if (deliveryId === undefined) return { ok: false, reason: 'invalid' }
    const delivery = await deliveries.appears(deliveryId, appearsWithinMs)
    return delivery === undefined ? { ok: false, reason: 'ended' } : { ok: true, deliveryId }
  }
}

export type Admit = ReturnType<typeof createAdmission>
