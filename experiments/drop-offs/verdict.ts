import { afterEvents, afterFixes } from '../../services/notifications/src/domain/advance.ts'
import { isWithin } from '../../services/notifications/src/domain/nearness.ts'
import { unknownDelivery } from '../../services/notifications/src/domain/watched-delivery.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'
import { quantile } from '../statistics.ts'
import { type DropOff, door, dropOff, type Phone } from './ride-to-the-door.ts'

export interface Verdict {
  readonly dropOffs: number
  /** Told of an arrival while the rider was elsewhere, or was only passing by. */
  readonly arrivedFlaps: number
  readonly arrivedMissed: number
  /** From standing at the door to being told. */
  readonly arrivedDelaysMs: readonly number[]
  /** Told of an approach while the rider was farther than it says. */
  readonly approachingFlaps: number
  readonly approachingMissed: number
  /** Had a fix that claimed to be near while the rider was not: they would have flapped if one fix decided. */
  readonly misled: number
}

/** Within 50 m is at the door, and the brakes are on. */
const AT_DOOR_METRES = 60
/** Within 300 m is approaching; the truth may be this much farther. */
const APPROACHING_METRES = 330

/** What notifications tells of so many drop-offs with such a phone, against the truth. */
export function verdictOn(dropOffs: number, phone: Phone, seed: string): Verdict {
  const all = Array.from({ length: dropOffs }, (_, n) => {
    const ride = dropOff(createRandom(`${seed}/${n}`), phone)
    return { ride, ...toldOf(ride) }
  })
  const missed = (kind: 'arrived' | 'approaching') => all.filter((one) => one[kind] === undefined).length
  return {
    dropOffs,
    arrivedFlaps: all.filter(
      ({ ride, arrived }) => arrived !== undefined && ride.farthestAfterM(arrived) > AT_DOOR_METRES,
    ).length,
    arrivedMissed: missed('arrived'),
    arrivedDelaysMs: all.flatMap(({ ride, arrived }) =>
      arrived === undefined ? [] : [arrived - ride.arrivesAt],
    ),
    approachingFlaps: all.filter(
      ({ ride, approaching }) =>
        approaching !== undefined && ride.trueDistanceM(approaching) > APPROACHING_METRES,
    ).length,
    approachingMissed: missed('approaching'),
    misled: all.filter(({ ride }) => isMisled(ride)).length,
  }
}

function isMisled({ fixes, trueDistanceM }: DropOff): boolean {
  return fixes.some(
    (fix) => isWithin(300, door, fix) === 'so' && trueDistanceM(fix.recordedAt) > APPROACHING_METRES,
  )
}

export const medianDelayMs = ({ arrivedDelaysMs }: Verdict) => quantile(arrivedDelaysMs, 0.5)

/** When the fix was recorded that decided each, by reading fix by fix. */
function toldOf({ pickedUpAt, fixes }: DropOff): { arrived?: number; approaching?: number } {
  const event = {
    type: 'picked-up' as const,
    version: 1,
    at: pickedUpAt,
    delivery: {
      deliveryId: 'd-1',
      status: 'picked-up' as const,
      riderId: 'r-1',
      pickup: door,
      dropoff: door,
      createdAt: pickedUpAt,
      pickedUpAt,
    },
  }
  let carried = afterEvents([unknownDelivery('d-1')], [event], pickedUpAt).changed
  const told: { arrived?: number; approaching?: number } = {}
  for (const fix of fixes) {
    const { changed, notifications } = afterFixes(carried, [fix])
    if (changed.length > 0) carried = changed
    for (const { kind } of notifications)
      if (kind === 'arrived' || kind === 'approaching') told[kind] = fix.recordedAt
  }
  return told
}
