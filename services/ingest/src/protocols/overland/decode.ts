import type { Location, UnusableCode } from '@doorstep/contracts'
import { momentOf } from '../date-time.ts'
import { type Decoded, decodedFrom, unreadable } from '../decoded.ts'
import { locationOf, percentOf } from '../location-said.ts'
import { asNumber, asObject, asText, parseJson } from '../untrusted-json.ts'

/** The batch in its order, then `current`: newer than all of it, sent when more waits on the phone. */
export function decode(body: string): Decoded {
  const report = asObject(parseJson(body))
  if (report === undefined || !Array.isArray(report.locations)) return unreadable
  const { locations, current } = report
  return decodedFrom(
    [...locations, ...(current === undefined || current === null ? [] : [current])].map(pointOf),
  )
}

/** A GeoJSON feature: longitude first. Metres per second already. */
function pointOf(said: unknown): Location | UnusableCode {
  const feature = asObject(said)
  if (feature === undefined) return 'UNREADABLE'
  const coordinates = asObject(feature.geometry)?.coordinates
  const [lon, lat] = Array.isArray(coordinates) ? coordinates : []
  const properties = asObject(feature.properties) ?? {}
  return locationOf({
    lat: asNumber(lat),
    lon: asNumber(lon),
    recordedAt: momentOf(asText(properties.timestamp) ?? ''),
    accuracyM: asNumber(properties.horizontal_accuracy),
    speedMps: asNumber(properties.speed),
    bearingDeg: asNumber(properties.course),
    altitudeM: asNumber(properties.altitude),
    batteryPct: percentOf(asNumber(properties.battery_level)),
    charging: chargingOf(properties.battery_state),
  })
}

function chargingOf(batteryState: unknown): boolean | undefined {
  if (batteryState === 'unplugged') return false
  return batteryState === 'charging' || batteryState === 'full' ? true : undefined
}
