import type { DeliveryStatus } from '@doorstep/contracts'

interface Guarded {
  readonly status: DeliveryStatus
  readonly pickedUpAt?: number | undefined
}

/**
 * A customer sees where the rider is only while their own delivery is on its way: nothing that was recorded before the
 * pickup, nothing once it has ended.
 */
export function maySee(delivery: Guarded, recordedAt: number): boolean {
  const { status, pickedUpAt } = delivery
  return status === 'picked-up' && pickedUpAt !== undefined && recordedAt >= pickedUpAt
}
