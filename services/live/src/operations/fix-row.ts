import type { FixRow, Location, LocationFix } from '@doorstep/contracts'
import { defined } from '../domain/defined.ts'

export function fixRow(fix: LocationFix): FixRow {
  const { riderId, lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, batteryPct, charging } = fix
  return [
    riderId,
    toSixPlaces(lat),
    toSixPlaces(lon),
    recordedAt,
    accuracyM ?? null,
    speedMps ?? null,
    bearingDeg ?? null,
    batteryPct ?? null,
    charging ?? null,
  ]
}

/** Field by field: who sent it and how is not said again. */
export function locationOf(fix: LocationFix): Location {
  const { lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, altitudeM, batteryPct, charging } = fix
  return {
    lat,
    lon,
    recordedAt,
    ...defined({ accuracyM, speedMps, bearingDeg, altitudeM, batteryPct, charging }),
  }
}

/** A decimetre, in half the letters. */
const toSixPlaces = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
