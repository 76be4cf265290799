import { deliveryOfToken, trackingTokenFor } from '@doorstep/contracts'

/** The customer's way to the map. */
export interface CustomerLinks {
  of(deliveryId: string): string
  /** The delivery that a link's token opens, if it is one of ours. */
  deliveryOf(token: string): string | undefined
}

export function customerLinks(publicUrl: string, secret: string): CustomerLinks {
  return {
    of: (deliveryId) => new URL(`/t/${trackingTokenFor(deliveryId, secret)}`, publicUrl).href,
    deliveryOf: (token) => (secret === '' ? undefined : deliveryOfToken(token, secret)),
  }
}
