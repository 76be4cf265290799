import type { Delivery } from '@doorstep/contracts'

/** When its route alone says it arrives: known while it has a rider. The live view knows better once there are fixes. */
export function etaAt({ status, route, assignedAt, pickedUpAt }: Delivery): number | undefined {
  if (route === undefined || (status !== 'assigned' && status !== 'picked-up')) return undefined
  const startedAt = pickedUpAt ?? assignedAt
  return startedAt === undefined ? undefined : startedAt + route.durationMs
}
