import { Identifier, type Location, Problem, Track } from '@doorstep/contracts'
import { type App, RequestError, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { Span } from '../domain/span.ts'
import { sendTrack, trackMediaTypes } from './send-track.ts'
import { SpanQuery, spanOf } from './span.ts'

export interface TrackReader {
  /** A rider's locations in event time, in pieces of bounded size, none of them empty, each read when it is asked for. */
  track(riderId: string, span: Span): AsyncGenerator<readonly Location[]>
}

/** Who carries or carried a delivery, and when. */
export interface Ride {
  readonly riderId?: string
  readonly assignedAt?: number
  readonly endedAt?: number
}

export interface RideReader {
  /** Undefined if there is no such delivery. */
  findRide(deliveryId: string): Promise<Ride | undefined>
}

export interface TrackRoutesOptions {
  readonly tracks: TrackReader
  readonly rides: RideReader
  readonly apiKey: string
}

const MAX_DAYS = 7
const ok = {
  description: 'Streamed.',
  content: {
    ...Object.fromEntries(trackMediaTypes.map((mediaType) => [mediaType, { schema: Type.String() }])),
    'application/json': { schema: Track },
  },
}

const shared = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  response: { 200: ok, '4xx': Problem, 503: Problem },
}

const getRiderTrack = {
  ...shared,
  summary: "A rider's fixes in event time, as JSON, GeoJSON, GPX or CSV",
  description: `At most ${MAX_DAYS} days.`,
  params: Type.Object({ riderId: Identifier }),
  querystring: SpanQuery,
}

const getDeliveryTrack = {
  ...shared,
  summary: "The fixes of a delivery's rider, from assignment to end, as JSON, GeoJSON, GPX or CSV",
  params: Type.Object({ deliveryId: Identifier }),
}

export function trackRoutes(app: App, { tracks, rides, apiKey }: TrackRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/analytics/riders/:riderId/track', { schema: getRiderTrack, onRequest }, (request, reply) => {
    const { riderId } = request.params
    const pages = tracks.track(riderId, spanOf(request.query, MAX_DAYS))
    return sendTrack(request, reply, { title: `Rider ${riderId}`, pages })
  })

  app.get(
    '/v1/analytics/deliveries/:deliveryId/track',
    { schema: getDeliveryTrack, onRequest },
    async (request, reply) => {
      const { deliveryId } = request.params
      const ride = await rides.findRide(deliveryId)
      if (ride === undefined) throw new RequestError(404, 'DELIVERY_NOT_FOUND', 'There is no such delivery.')
      return sendTrack(request, reply, { title: `Delivery ${deliveryId}`, pages: fixesOf(ride) })
    },
  )

  async function* fixesOf({ riderId, assignedAt, endedAt = Date.now() }: Ride) {
    if (riderId === undefined || assignedAt === undefined) return
    yield* tracks.track(riderId, { from: assignedAt, to: endedAt + 1 })
  }
}
