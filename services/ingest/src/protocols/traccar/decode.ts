import type { Location, UnusableCode } from '@doorstep/contracts'
import { momentOf } from '../date-time.ts'
import { type Decoded, decodedFrom, unreadable } from '../decoded.ts'
import { locationOf, percentOf } from '../location-said.ts'
import { asNumber, asObject, asText, type JsonObject, parseJson } from '../untrusted-json.ts'

export interface DecodedReport extends Decoded {
  /** The rider's key, in the place of a device's id. */
  readonly key: string | undefined
}

/** One location or several, at either root; metres per second already. */
export function decode(body: string): DecodedReport {
  const report = asObject(parseJson(body))
  if (report === undefined) return { key: undefined, ...unreadable }
  const key = asText(report.device_id)
  const said = report.location ?? report.locations
  if (said === undefined || said === null) return { key, ...unreadable }
  return { key, ...decodedFrom((Array.isArray(said) ? said : [said]).flatMap(pointOf)) }
}

/** None without `coords`: the phone is alive, and has no fix. */
function pointOf(said: unknown): readonly (Location | UnusableCode)[] {
  const location = asObject(said)
  if (location === undefined) return ['UNREADABLE']
  if (location.coords === undefined || location.coords === null) return []
  return [locationAt(asObject(location.coords) ?? {}, location)]
}

function locationAt(coords: JsonObject, location: JsonObject): Location | UnusableCode {
  const battery = asObject(location.battery)
  const charging = battery?.is_charging
  return locationOf({
    lat: asNumber(coords.latitude),
    lon: asNumber(coords.longitude),
    recordedAt: momentOf(asText(location.timestamp) ?? ''),
    accuracyM: asNumber(coords.accuracy),
    speedMps: asNumber(coords.speed),
    bearingDeg: asNumber(coords.heading),
    altitudeM: asNumber(coords.altitude),
    batteryPct: percentOf(asNumber(battery?.level)),
    charging: typeof charging === 'boolean' ? charging : undefined,
  })
}
