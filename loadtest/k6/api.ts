import { fail } from 'k6'
import http, { type RefinedResponse, type ResponseType } from 'k6/http'

export const origin = __ENV.ORIGIN ?? 'http://localhost:8080'
const apiKey = __ENV.DOORSTEP_API_KEY ?? ''

export interface Rider {
  readonly riderId: string
  readonly riderKey: string
}

export interface TrackedRide extends Rider {
  readonly deliveryId: string
  readonly trackingToken: string
}

/** Near the middle of the city; each rider at a place of its own. */
export function locationOf(rider: number, recordedAt: number) {
  const turn = recordedAt / 20_000 + rider
  return {
    lat: 60.1715 + 0.003 * Math.sin(turn),
    lon: 24.944 + 0.006 * Math.cos(turn),
    recordedAt,
    accuracyM: 6,
    speedMps: 5,
  }
}

export function post(path: string, key: string, body: unknown): RefinedResponse<ResponseType> {
  return http.post(`${origin}${path}`, JSON.stringify(body), {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    tags: { name: path.replace(/[0-9a-f-]{36}/, ':id') },
  })
}

export function createRider(): Rider {
  return created(post('/v1/riders', apiKey, {})) as unknown as Rider
}

/** A rider who has picked up a delivery, so that its customers may watch. */
export function createRide(): TrackedRide {
  const rider = createRider()
  const pickup = { lat: 60.1699, lon: 24.9384 }
  const dropoff = { lat: 60.1733, lon: 24.9481 }
  const delivery = created(post('/v1/deliveries', apiKey, { pickup, dropoff }))
  const path = `/v1/deliveries/${delivery.deliveryId}`
  created(post(`${path}/assign`, apiKey, { riderId: rider.riderId }))
  created(post(`${path}/status`, apiKey, { status: 'picked-up' }))
  return { ...rider, deliveryId: String(delivery.deliveryId), trackingToken: String(delivery.trackingToken) }
}

function created(response: RefinedResponse<ResponseType>): Record<string, unknown> {
  if (response.status >= 300)
    fail(`${response.request.method} ${response.url} answered ${response.status}: ${response.body}`)
  return response.json() as Record<string, unknown>
}
