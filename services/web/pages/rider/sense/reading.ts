import type { Location } from '@doorstep/contracts'

export interface Battery {
  /** 0 to 1. */
  readonly level: number
  readonly charging: boolean
}

/** Degrees to a centimetre: what comes after is noise, and a third of the bytes. */
const degrees = (value: number) => Math.round(value * 1e7) / 1e7
const tenths = (value: number) => Math.round(value * 10) / 10

/** What the phone says of itself, as it is reported. What a phone does not know it tells as null or NaN, or below zero. */
export function locationOf(
  {
    coords,
    timestamp,
  }: Pick<GeolocationPosition, 'timestamp'> & { readonly coords: Omit<GeolocationCoordinates, 'toJSON'> },
  battery?: Battery,
): Location {
  const { latitude, longitude, accuracy, speed, heading, altitude } = coords
  return {
    lat: degrees(latitude),
    lon: degrees(longitude),
    recordedAt: Math.round(timestamp),
    ...(isKnown(accuracy) && { accuracyM: tenths(accuracy) }),
    ...(isKnown(speed) && { speedMps: tenths(speed) }),
    ...(isKnown(heading) && heading <= 360 && { bearingDeg: tenths(heading) }),
    ...(altitude !== null && Number.isFinite(altitude) && { altitudeM: tenths(altitude) }),
    ...(battery !== undefined && { batteryPct: Math.round(battery.level * 100), charging: battery.charging }),
  }
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0
}
