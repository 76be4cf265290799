import { nextPingMs, type Stop } from '../../services/ingest/src/domain/reporting.ts'
import type { ShiftMoment } from '../rides/shift.ts'

/** How a phone reports. */
export interface Policy {
  /** Milliseconds from a report at this moment to the next. */
  readonly nextPingMs: (moment: ShiftMoment, isWatched: boolean) => number
  /** Whether it reports at once when its rider does something else. */
  readonly tellsNews: boolean
}

/** As most apps do: at a fixed interval, whatever happens. */
export const everySeconds = (seconds: number): Policy => ({
  nextPingMs: () => seconds * 1_000,
  tellsNews: false,
})

/** What `ingest` asks for by default. */
const bounds = { minMs: 1_000, maxMs: 30_000 }

export const adaptive: Policy = {
  nextPingMs: ({ fix, errand }, isWatched) => nextPingMs(fix, stopsOf(errand, isWatched), bounds),
  tellsNews: true,
}

function stopsOf({ status, stop }: ShiftMoment['errand'], isWatched: boolean): Stop[] {
  if (status === 'none' || stop === undefined) return []
  return [{ lat: stop.lat, lon: stop.lon, status, isWatched }]
}
