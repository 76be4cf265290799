import type { OpenDelivery, RiderAssignments } from '@doorstep/contracts'

/** A delivery on its way. */
export interface Carried extends OpenDelivery {
  /** What was recorded earlier, its customer sees as a cell only: the rider was on the way to somebody else. */
  readonly exactSince: number
}

/**
 * What a rider has picked up, in the order of the stops, after a record. Only the customer whose stop is next may see exactly
 * where the rider is: the others never do, and one who becomes next does not see what was recorded before.
 */
export function carriedBy(record: RiderAssignments, before?: readonly Carried[]): Carried[] {
  const pickedUp = record.deliveries.filter(({ status }) => status === 'picked-up')
  const [next] = pickedUp
  if (next === undefined) return []
  const exactSince = nextSince(next, record, before)
  return pickedUp.map((delivery) => ({
    ...delivery,
    exactSince: isSameDoor(delivery, next) ? exactSince : Number.POSITIVE_INFINITY,
  }))
}

/** Since when at the latest, as far as is known: records before this one may have been compacted away. */
function nextSince(
  next: OpenDelivery,
  { updatedAt, lastEndedAt = 0 }: RiderAssignments,
  before: readonly Carried[] | undefined,
): number {
  const [wasNext] = before ?? []
  if (wasNext !== undefined && isSameDoor(wasNext, next)) return wasNext.exactSince
  const carriedNothing = before !== undefined && wasNext === undefined
  return carriedNothing ? lastEndedAt : updatedAt
}

/** Two parcels for one door are one stop. */
function isSameDoor({ dropoff: one }: OpenDelivery, { dropoff: other }: OpenDelivery): boolean {
  return one.lat === other.lat && one.lon === other.lon
}
