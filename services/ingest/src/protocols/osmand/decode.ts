import type { Location, UnusableCode } from '@doorstep/contracts'
import { momentOf } from '../date-time.ts'
import { type Decoded, decodedFrom, nothing } from '../decoded.ts'
import { locationOf } from '../location-said.ts'

export interface DecodedForm extends Decoded {
  /** The rider's key, in the place of a device's id. */
  readonly key: string | undefined
}

const MPS_PER_KNOT = 1852 / 3600

/** Later ones are milliseconds: in seconds it would be 2038. */
const MAX_SECONDS = 2_147_483_647

/** The parameters, from the query or a form. `hdop`, cells and wifi say nothing in metres and are ignored. */
export function decode(form: string, receivedAt: number): DecodedForm {
  const parameters = new URLSearchParams(form)
  const key = parameters.get('id') ?? parameters.get('deviceid') ?? undefined
  return { key, ...pointIn(parameters, receivedAt) }
}

/** A heartbeat has no position, and `valid=false` is a phone that has lost its own: there is nothing to take. */
function pointIn(parameters: URLSearchParams, receivedAt: number): Decoded {
  const { lat, lon } = coordinatesIn(parameters)
  if ((lat === null && lon === null) || isFalse(parameters.get('valid'))) return nothing
  return decodedFrom([pointAt(lat, lon, parameters, receivedAt)])
}

function pointAt(
  lat: string | null,
  lon: string | null,
  parameters: URLSearchParams,
  receivedAt: number,
): Location | UnusableCode {
  const knots = numberOf(parameters.get('speed'))
  const timestamp = parameters.get('timestamp')
  const charge = parameters.get('charge')
  return locationOf({
    lat: numberOf(lat),
    lon: numberOf(lon),
    recordedAt: timestamp === null ? receivedAt : timeOf(timestamp),
    accuracyM: numberOf(parameters.get('accuracy')),
    speedMps: knots === undefined ? undefined : knots * MPS_PER_KNOT,
    bearingDeg: numberOf(parameters.get('bearing') ?? parameters.get('heading')),
    altitudeM: numberOf(parameters.get('altitude')),
    batteryPct: numberOf(parameters.get('batt')),
    charging: charge === null ? undefined : !isFalse(charge),
  })
}

function coordinatesIn(parameters: URLSearchParams): { lat: string | null; lon: string | null } {
  const location = parameters.get('location')
  if (location === null) return { lat: parameters.get('lat'), lon: parameters.get('lon') }
  const [lat = '', lon = ''] = location.split(',')
  return { lat, lon }
}

/** Seconds, milliseconds, ISO 8601, or `yyyy-MM-dd HH:mm:ss`, which is taken to be UTC. */
function timeOf(timestamp: string): number | undefined {
  if (!/^\d+$/.test(timestamp)) return momentOf(timestamp)
  const number = Number(timestamp)
  return number < MAX_SECONDS ? number * 1000 : number
}

const isFalse = (flag: string | null) => flag !== null && flag !== 'true' && flag !== '1'

function numberOf(text: string | null): number | undefined {
  return text === null || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? undefined : Number(text)
}
