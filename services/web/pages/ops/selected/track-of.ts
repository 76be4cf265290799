import type { Location } from '@doorstep/contracts'

/** As much as tells how somebody came here. */
export const TRACK_MS = 5 * 60_000

/** Both, each fix once, in the order in which they were recorded, as far back as a track goes from the newest. */
export function joinedTracks(one: readonly Location[], other: readonly Location[]): readonly Location[] {
  const byTime = new Map([...one, ...other].map((fix) => [fix.recordedAt, fix]))
  const all = [...byTime.values()].toSorted((a, b) => a.recordedAt - b.recordedAt)
  const newestAt = all.at(-1)?.recordedAt ?? 0
  return all.filter(({ recordedAt }) => newestAt - recordedAt <= TRACK_MS)
}
