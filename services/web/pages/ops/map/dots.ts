import type { ListedRider, Listing } from '../list/listing.ts'
import { lookOf } from '../standing/rider-look.ts'
import { standsOut } from '../standing/standing.ts'
import type { RiderDot } from './rider-dot.ts'

/** Those who are not looked for stay where they are, hardly to be seen. */
const ASIDE_OPACITY = 0.16
/** All others, while one is looked at: their way must be seen. */
const BEHIND_OPACITY = 0.4
const AGED_OPACITY = 0.6

/** Every rider with a place, as the map shows them; nobody is hidden. */
export function dotsOf({ entries, everybody }: Listing, selectedId: string | undefined): readonly RiderDot[] {
  const wanted = new Set(entries.flatMap((entry) => ('rider' in entry ? [entry.rider.riderId] : [])))
  return everybody.flatMap((listed) => {
    const { riderId } = listed.rider
    if (riderId === selectedId) return dotOf(listed, { opacity: 1, gathers: false })
    if (!wanted.has(riderId)) return dotOf(listed, { opacity: ASIDE_OPACITY, gathers: false })
    const isPlain = selectedId === undefined || standsOut(listed.standing)
    return dotOf(listed, { opacity: isPlain ? 1 : BEHIND_OPACITY, gathers: true })
  })
}

function dotOf(
  listed: ListedRider,
  { opacity, gathers }: Pick<RiderDot, 'opacity' | 'gathers'>,
): readonly RiderDot[] {
  const { rider, standing } = listed
  const { riderId, fix } = rider
  if (fix === undefined) return []
  const isLive = standing.freshness?.kind === 'live'
  const aged = isLive || standsOut(standing) ? 1 : AGED_OPACITY
  return [{ riderId, fix, look: lookOf(standing), glides: isLive, opacity: opacity * aged, gathers }]
}
