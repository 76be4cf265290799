import type { Location, Position } from '@doorstep/contracts'
import { type GpsError, observed } from './gps-noise.ts'

/** Below this no phone knows which way it faces. */
const KNOWN_BEARING_MPS = 0.7

/** A battery lasts eight hours of reporting. */
const FULL_BATTERY_MS = 8 * 3600 * 1000

export interface Truth {
  readonly position: Position
  readonly speedMps: number
  readonly bearingDeg: number
  readonly at: number
  readonly batteryPct: number
}

/** What the phone reports of the truth, in the digits that phones report. */
export function fixOf({ position, speedMps, bearingDeg, at, batteryPct }: Truth, error: GpsError): Location {
  const { lat, lon } = observed(position, error)
  return {
    lat: rounded(lat, 6),
    lon: rounded(lon, 6),
    recordedAt: at,
    accuracyM: rounded(error.accuracyM, 1),
    speedMps: rounded(speedMps, 1),
    ...(speedMps >= KNOWN_BEARING_MPS && { bearingDeg: rounded(bearingDeg, 1) }),
    batteryPct: Math.round(batteryPct),
    charging: false,
  }
}

export function batteryAfter(batteryPct: number, elapsedMs: number): number {
  return Math.max(1, batteryPct - (elapsedMs / FULL_BATTERY_MS) * 100)
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
