import { loadCity } from '@doorstep/city'
import { segmentLengthInMetres } from '@doorstep/geo'
import type { Reading } from '../../services/analytics/src/domain/segment.ts'
import { createBicycle } from '../../services/simulator/src/bicycle.ts'
import { fixOf } from '../../services/simulator/src/domain/fix.ts'
import { firstGpsError, nextGpsError } from '../../services/simulator/src/domain/gps-noise.ts'
import { nextTrip } from '../../services/simulator/src/domain/itinerary.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'

const TICK_MS = 1_000
const TRIPS = 4
const PAUSE_S = { min: 30, max: 300 }
/** As `segment.ts` has it. */
const STANDING_BELOW_MPS = 0.5

/** What a rider did on one day, and what their phone saw of it, each second. */
export interface Day {
  readonly readings: readonly Reading[]
  readonly trueM: number
  readonly trueMovingMs: number
}

/** Riders who ride, wait, and ride on, with GPS noise. The same for the same seed. */
export function* days(count: number, seed: string): Generator<Day> {
  const city = loadCity()
  for (let day = 0; day < count; day++) {
    const random = createRandom(`${seed}/${day}`)
    const gps = random.fork('gps')
    const trips = Array.from({ length: TRIPS }, (_, i) => nextTrip(city, random.fork(`trip ${i}`)))
    const bicycle = createBicycle(trips[0]?.way.points[0] ?? { lat: 0, lon: 0 }, random.fork('bicycle'))

    const readings: Reading[] = []
    let [trueM, trueMovingMs] = [0, 0]
    let error = firstGpsError(gps)
    const pass = () => {
      const { position, bearingDeg, isThere } = bicycle
      const speedMps = isThere ? 0 : bicycle.speedMps
      readings.push(
        fixOf({ position, speedMps, bearingDeg, at: readings.length * TICK_MS, batteryPct: 50 }, error),
      )
      bicycle.pass(TICK_MS)
      error = nextGpsError(error, TICK_MS, gps)
      trueM += segmentLengthInMetres(position, bicycle.position)
      if (speedMps >= STANDING_BELOW_MPS) trueMovingMs += TICK_MS
    }

    for (const { way } of trips) {
      for (let s = random.between(PAUSE_S.min, PAUSE_S.max); s > 0; s--) pass()
      bicycle.setOut([...way.points])
      while (!bicycle.isThere) pass()
    }
    for (let s = PAUSE_S.min; s > 0; s--) pass()
    yield { readings, trueM, trueMovingMs }
  }
}
