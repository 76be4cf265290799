import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import {
  osmandForm,
  overlandFeature,
  overlandReport,
  owntracksLocation,
  RECORDED_AT,
  traccarLocation,
  traccarReport,
} from './phone-samples.ts'

/** What is sent over HTTP, as `app.inject` and a socket take it. */
export interface PhoneRequest {
  readonly method: 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

/** Where and when: what differs from one fix of a phone to the next. */
export interface Moment {
  readonly lat: number
  readonly recordedAt: number
}

export const somewhere: Moment = { lat: 60.17, recordedAt: RECORDED_AT }

const LON = 24.94
const JSON_TYPE = { 'content-type': 'application/json' }

const post = (url: string, headers: Record<string, string>, payload: string): PhoneRequest => ({
  method: 'POST',
  url,
  headers,
  payload,
})

export const basicOf = (password: string) => `Basic ${Buffer.from(`rider:${password}`).toString('base64')}`

/** As OwnTracks closes one: the passphrase, padded with zeros, is the key. */
export function closedBox(passphrase: string, content: Buffer): string {
  const key = Buffer.alloc(32)
  key.write(passphrase)
  const nonce = new Uint8Array(24).fill(7)
  return Buffer.concat([nonce, xsalsa20poly1305(key, nonce).encrypt(content)]).toString('base64')
}

export function osmandRequest(key: string, { lat, recordedAt }: Moment): PhoneRequest {
  const form = osmandForm(key, { lat: String(lat), timestamp: String(recordedAt) })
  return post('/osmand', { 'content-type': 'application/x-www-form-urlencoded' }, form)
}

export function traccarRequest(key: string, { lat, recordedAt }: Moment): PhoneRequest {
  const location = traccarLocation({
    timestamp: new Date(recordedAt).toISOString(),
    coords: { latitude: lat, longitude: LON, accuracy: 4.7, speed: 5, heading: 270.5, altitude: 12.5 },
  })
  return post('/osmand', JSON_TYPE, JSON.stringify(traccarReport(key, location)))
}

/** To whole seconds, as the app counts. */
export function owntracksRequest(key: string, { lat, recordedAt }: Moment): PhoneRequest {
  const message = owntracksLocation({ lat, tst: Math.floor(recordedAt / 1000) })
  return post('/owntracks', { ...JSON_TYPE, authorization: basicOf(key) }, JSON.stringify(message))
}

export function overlandRequest(key: string, batch: readonly Moment[], current?: Moment): PhoneRequest {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${key}` }
  const report = {
    ...overlandReport(batch.map(featureAt)),
    ...(current !== undefined && { current: featureAt(current) }),
  }
  return post('/overland', headers, JSON.stringify(report))
}

const featureAt = ({ lat, recordedAt }: Moment) => ({
  ...overlandFeature({ timestamp: new Date(recordedAt).toISOString() }),
  geometry: { type: 'Point', coordinates: [LON, lat] },
})
