import type { Bicycle } from './bicycle.ts'
import type { Clock } from './clock.ts'
import { batteryAfter, fixOf } from './domain/fix.ts'
import { firstGpsError, nextGpsError } from './domain/gps-noise.ts'
import type { Random } from './domain/random.ts'
import type { Phone } from './phone.ts'

const TICK_MS = 1_000
const BATTERY_AT_START_PCT = { min: 40, max: 98 }

export interface Reporting {
  readonly bicycle: Bicycle
  readonly phone: Phone
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
}

/** Lets the bicycle move on each second and the phone record where it believes to be. Until the signal. */
export async function reportPositions({ bicycle, phone, clock, random, signal }: Reporting): Promise<never> {
  let error = firstGpsError(random)
  let batteryPct = random.between(BATTERY_AT_START_PCT.min, BATTERY_AT_START_PCT.max)
  let at = clock.now()
  for (let due = at + random.between(0, TICK_MS); ; due = Math.max(due + TICK_MS, clock.now())) {
    await clock.sleep(Math.max(0, due - clock.now()), signal)
    const elapsedMs = clock.now() - at
    at += elapsedMs
    bicycle.pass(elapsedMs)
    error = nextGpsError(error, elapsedMs, random)
    batteryPct = batteryAfter(batteryPct, elapsedMs)
    const { position, speedMps, bearingDeg } = bicycle
    if (phone.isDue()) phone.record(fixOf({ position, speedMps, bearingDeg, at, batteryPct }, error))
  }
}
