import type { Location, UnusableCode } from '@doorstep/contracts'

/** What a phone said of one point, converted to our units but not yet believed. */
export type Said = { readonly [Field in keyof Location]?: Location[Field] | undefined }

const LATEST_MS = Number.MAX_SAFE_INTEGER

/** Only where and when are indispensable: anything else that cannot be so, as −1 for unknown, is left out. */
export function locationOf(said: Said): Location | UnusableCode {
  const { lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, altitudeM, batteryPct, charging } = said
  if (!isWithin(lat, -90, 90) || !isWithin(lon, -180, 180)) return 'NO_POSITION'
  if (!isWithin(recordedAt, 0, LATEST_MS)) return 'NO_TIME'
  return {
    lat,
    lon,
    recordedAt: Math.round(recordedAt),
    ...(isWithin(accuracyM, 0) && { accuracyM }),
    ...(isWithin(speedMps, 0) && { speedMps }),
    ...(isWithin(bearingDeg, 0, 360) && { bearingDeg }),
    ...(isWithin(altitudeM) && { altitudeM }),
    ...(isWithin(batteryPct, 0, 100) && { batteryPct }),
    ...(charging !== undefined && { charging }),
  }
}

/** A battery's charge as a fraction, in tenths of a percent so that no 28.999999999999996 is kept. */
export const percentOf = (fraction: number | undefined) =>
  fraction === undefined ? undefined : Math.round(fraction * 1000) / 10

function isWithin(
  value: number | undefined,
  least = -Number.MAX_VALUE,
  most = Number.MAX_VALUE,
): value is number {
  return value !== undefined && value >= least && value <= most
}
