import { Delivery, type DeliveryStatus, type RiderCredentials } from '@doorstep/contracts'
import type { Api } from './api.ts'
import { isIllegalTransition, type Merchant } from './merchant.ts'
import { type Patience, persistently } from './persistently.ts'

export interface Reporter extends Patience {
  readonly rider: RiderCredentials
  readonly api: Api
  readonly merchant: Merchant
}

/** The rider says what happened, and when, however long it takes to be heard. */
export async function reportStatus(
  reporter: Reporter,
  deliveryId: string,
  status: DeliveryStatus,
): Promise<void> {
  const { rider, api, merchant, clock, signal } = reporter
  const body = { status, at: clock.now() }
  const request = { key: rider.riderKey, body, answer: Delivery, signal }
  try {
    await persistently(reporter, () => api.post(`/v1/deliveries/${deliveryId}/status`, request))
  } catch (error) {
    // The answer to an earlier try may have been lost: then all is well.
    if (!isIllegalTransition(error)) throw error
    const delivery = await merchant.find(deliveryId, reporter)
    if (delivery.status !== status) throw error
  }
}
