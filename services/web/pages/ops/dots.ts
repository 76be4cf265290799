import type { ListedRider, Listing } from './listing.ts'
import type { RiderDot } from './rider-dot.ts'
import { lookOf } from './rider-look.ts'

/** Those who are not looked for stay where they are, hardly to be seen. */
const ASIDE_OPACITY = 0.16
const AGED_OPACITY = 0.6

/** Every rider with a place, as the map shows them; nobody is hidden. */
export function dotsOf({ entries, everybody }: Listing, selectedId: string | undefined): readonly RiderDot[] {
  const wanted = new Set(entries.flatMap((entry) => ('rider' in entry ? [entry.rider.riderId] : [])))
  if (selectedId !== undefined) wanted.add(selectedId)
  return everybody.flatMap((listed) => dotOf(listed, wanted.has(listed.rider.riderId)))
}

function dotOf({ rider, standing }: ListedRider, isWanted: boolean): readonly RiderDot[] {
  const { riderId, fix } = rider
  if (fix === undefined) return []
  const isLive = standing.freshness?.kind === 'live'
  const standsOut = standing.isSilent || standing.lateByMs !== undefined
  const opacity = isLive || standsOut ? 1 : AGED_OPACITY
  return [
    { riderId, fix, look: lookOf(standing), glides: isLive, opacity: isWanted ? opacity : ASIDE_OPACITY },
  ]
}
