import { PlannedStops, type Stop } from '@doorstep/contracts'
import { ApiRefusal } from './api.ts'
import { persistently } from './persistently.ts'
import type { Reporter } from './report-status.ts'

/**
 * The rider says in which order: all orders are fetched, then handed over as they are given. Unsaid, each would count as
 * ridden before the next is fetched. If the merchant gave or took something meanwhile, the order stays as it is.
 */
export async function arrangeStops(reporter: Reporter, deliveryIds: readonly string[]): Promise<void> {
  const { rider, api, signal } = reporter
  const each = (kind: Stop['kind']) => deliveryIds.map((deliveryId) => ({ deliveryId, kind }))
  const body = { stops: [...each('pickup'), ...each('dropoff')] }
  const request = { key: rider.riderKey, body, answer: PlannedStops, signal }
  try {
    await persistently(reporter, () => api.put(`/v1/riders/${rider.riderId}/stops`, request))
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
  }
}
