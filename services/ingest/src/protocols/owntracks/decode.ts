import type { Location, UnusableCode } from '@doorstep/contracts'
import { type Decoded, decodedFrom, nothing, unreadable } from '../decoded.ts'
import { locationOf } from '../location-said.ts'
import { asNumber, asObject, asText, type JsonObject, parseJson } from '../untrusted-json.ts'

const KMH_PER_MPS = 3.6

/** They come to the same address and say nothing of where the rider is now. */
const otherTypes: ReadonlySet<unknown> = new Set([
  'beacon',
  'card',
  'cmd',
  'configuration',
  'dump',
  'lwt',
  'request',
  'status',
  'steps',
  'transition',
  'waypoint',
  'waypoints',
])

/** `open` gives what is in a box, undefined if it was closed with another key. The app also posts nothing at all. */
export function decode(body: string, open: (box: string) => string | undefined): Decoded {
  if (body.trim() === '') return nothing
  const message = asObject(parseJson(body))
  if (message?._type !== 'encrypted') return decodeMessage(message)
  return decodeMessage(asObject(parseJson(open(asText(message.data) ?? '') ?? '')))
}

function decodeMessage(message: JsonObject | undefined): Decoded {
  if (message?._type === 'location') return decodedFrom([locationAt(message)])
  return otherTypes.has(message?._type) ? nothing : unreadable
}

/**
 * What the app leaves out is zero or unknown, and nobody can tell which: it is left out here as well. Some Androids say
 * 0 where they mean unknown.
 */
function locationAt(message: JsonObject): Location | UnusableCode {
  const kmh = asNumber(message.vel)
  const seconds = asNumber(message.tst)
  return locationOf({
    lat: asNumber(message.lat),
    lon: asNumber(message.lon),
    recordedAt: seconds === undefined ? undefined : seconds * 1000,
    accuracyM: asNumber(message.acc),
    speedMps: kmh === undefined ? undefined : kmh / KMH_PER_MPS,
    bearingDeg: asNumber(message.cog),
    altitudeM: asNumber(message.alt),
    batteryPct: asNumber(message.batt),
    charging: chargingOf(message.bs),
  })
}

/** 0 unknown, 1 unplugged, 2 charging, 3 full. */
function chargingOf(batteryStatus: unknown): boolean | undefined {
  if (batteryStatus === 1) return false
  return batteryStatus === 2 || batteryStatus === 3 ? true : undefined
}
