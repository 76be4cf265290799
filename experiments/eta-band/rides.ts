import { loadCity } from '@doorstep/city'
import type { EtaBand } from '@doorstep/contracts'
import { etaOf, type Progress, progressAt } from '../../services/live/src/domain/progress.ts'
import { createBicycle } from '../../services/simulator/src/bicycle.ts'
import { fixOf } from '../../services/simulator/src/domain/fix.ts'
import { firstGpsError, nextGpsError } from '../../services/simulator/src/domain/gps-noise.ts'
import { nextTrip } from '../../services/simulator/src/domain/itinerary.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'

/** What `deliveries` plans a route with. */
const PLANNED_MPS = 4.5
const TICK_MS = 1_000

/** What a customer was told at one moment, and what came true. */
export interface Told {
  readonly remainingM: number
  readonly band: EtaBand
  readonly trueMs: number
}

/** What the customer of one ride from a restaurant to a door was told, each second. The same for the same seed. */
export function* rides(count: number, seed: string): Generator<readonly Told[]> {
  const city = loadCity()
  for (let ride = 0; ride < count; ride++) {
    const random = createRandom(`${seed}/${ride}`)
    const { way, address } = nextTrip(city, random.fork('trip'))
    const route = { ...way, points: [...way.points], durationMs: (way.distanceM / PLANNED_MPS) * 1000 }
    const bicycle = createBicycle(route.points[0] ?? address, random.fork('bicycle'))
    bicycle.setOut(route.points)

    const gps = random.fork('gps')
    let error = firstGpsError(gps)
    let progress: Progress | undefined
    const told: Omit<Told, 'trueMs'>[] = []
    while (!bicycle.isThere) {
      const { position, speedMps, bearingDeg } = bicycle
      const at = told.length * TICK_MS
      const fix = fixOf({ position, speedMps, bearingDeg, at, batteryPct: 50 }, error)
      progress = progressAt({ route, dropoff: address }, fix, progress)
      told.push({ remainingM: progress.remainingM, band: etaOf(progress) })
      bicycle.pass(TICK_MS)
      error = nextGpsError(error, TICK_MS, gps)
    }
    yield told.map((moment, second) => ({ ...moment, trueMs: (told.length - second) * TICK_MS }))
  }
}
