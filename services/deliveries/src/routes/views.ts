import {
  type CreatedDelivery,
  type Delivery,
  type MerchantDelivery,
  type RiderDelivery,
  trackingTokenFor,
} from '@doorstep/contracts'
import type { PlannedDelivery } from '../domain/delivery.ts'

export interface TrackingLinks {
  /** Origin of the pages that customers open. */
  readonly publicUrl: string
  readonly trackingTokenSecret: string
}

/** What the merchant is told beyond the delivery itself. */
export interface MerchantView {
  link(deliveryId: string): Pick<CreatedDelivery, 'trackingToken' | 'trackingUrl'>
  of(delivery: PlannedDelivery): MerchantDelivery
}

/** What the rider is told, who is neither the customer nor the merchant. */
export function riderView({ webhook, customer, ...delivery }: Delivery): RiderDelivery {
  return customer?.name === undefined ? delivery : { ...delivery, customer: { name: customer.name } }
}

export function merchantView({ publicUrl, trackingTokenSecret }: TrackingLinks): MerchantView {
  function link(deliveryId: string) {
    const trackingToken = trackingTokenFor(deliveryId, trackingTokenSecret)
    return { trackingToken, trackingUrl: new URL(`/t/${trackingToken}`, publicUrl).href }
  }

  return {
    link,
    of: (delivery) => ({ ...delivery, ...link(delivery.deliveryId) }),
  }
}
