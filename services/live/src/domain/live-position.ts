import { type Location, type LocationFix, PositionMessage, Timestamp } from '@doorstep/contracts'
import { type Static, Type } from 'typebox'
import { inCell } from './coarse-position.ts'
import { defined } from './defined.ts'
import { etaOf, type Progress } from './progress.ts'

/** A position as Redis carries it: what customers are sent, and what the next one is computed from. */
export const LivePosition = Type.Object({
  message: PositionMessage,
  receivedAt: Timestamp,
  paceMps: Type.Optional(Type.Number()),
})
export type LivePosition = Static<typeof LivePosition>

export function livePosition(fix: LocationFix, cursor: string, progress: Progress): LivePosition {
  const { remainingM, paceMps } = progress
  return {
    message: { type: 'position', cursor, ...locationOf(fix), eta: etaOf(progress), remainingM },
    receivedAt: fix.receivedAt,
    ...defined({ paceMps }),
  }
}

/** For a customer whose stop is not the next: how far along the rider is would tell where, so it is not even computed. */
export function coarsePosition(fix: LocationFix, cursor: string): LivePosition {
  const { lat, lon, recordedAt, receivedAt } = fix
  return { message: inCell({ type: 'position', cursor, recordedAt, lat, lon }), receivedAt }
}

/** How far along the delivery was when this was shown. */
export function progressOf({ message, paceMps }: LivePosition): Progress | undefined {
  const { recordedAt, remainingM } = message
  return remainingM === undefined ? undefined : { recordedAt, remainingM, ...defined({ paceMps }) }
}

/** Field by field: where the rider is, not who they are nor how their phone is doing. */
function locationOf(fix: LocationFix): Location {
  const { lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, altitudeM } = fix
  return { lat, lon, recordedAt, ...defined({ accuracyM, speedMps, bearingDeg, altitudeM }) }
}
