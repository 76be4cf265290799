import { type Delivery, type Location, type Route, type Stop, StopOrder } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type Api, type ApiPost, type ApiPut, ApiRefusal, ApiUnavailable } from '../src/api.ts'

/** What the whole API does, as far as riders can tell, kept in memory. */
export interface FakeApi extends Api {
  readonly deliveries: Map<string, Delivery>
  /** What is durable, by rider's key, in the order of arrival. */
  readonly fixes: Map<string, Location[]>
  /** Bodies of every call of `POST /v1/locations`, confirmed or not. */
  readonly posts: { readonly at: number; readonly body: object }[]
  readonly orders: Map<string, string>
  /** Each order in which a rider put their stops. */
  readonly arrangements: (readonly Stop[])[]
  nextPingMs: number
  /** Asked before every call; what it returns is thrown. */
  fails: (path: string) => Error | undefined
  /** Asked after every call that did its work; what it returns is thrown: the answer is lost. */
  loses: (path: string) => Error | undefined
}

export const away = (retryAfterMs = 0) => new ApiUnavailable('away', { retryAfterMs })

export function createFakeApi(now: () => number = Date.now): FakeApi {
  const deliveries = new Map<string, Delivery>()
  const fixes = new Map<string, Location[]>()
  const orders = new Map<string, string>()
  let riders = 0

  const api: FakeApi = {
    deliveries,
    fixes,
    orders,
    arrangements: [],
    posts: [],
    nextPingMs: 1_000,
    fails: () => undefined,
    loses: () => undefined,
    async post(path, request) {
      if (path === '/v1/locations') api.posts.push({ at: now(), body: request.body })
      return answered(path, request, () => handle(path, request))
    },
    put: async (path, request) =>
      answered(path, request, () => arrange(path.split('/')[3] ?? '', request.body, path)),
    async get(path, request) {
      const failure = api.fails(path)
      if (failure !== undefined) throw failure
      return checked(request.answer, deliveryOf(path), path)
    },
  }

  function answered<Schema extends TSchema>(path: string, { answer }: ApiPut<Schema>, work: () => unknown) {
    const failure = api.fails(path)
    if (failure !== undefined) throw failure
    const done = checked(answer, work(), path)
    const loss = api.loses(path)
    if (loss !== undefined) throw loss
    return done
  }

  function handle(path: string, { body, key, idempotencyKey }: ApiPost<TSchema>): unknown {
    if (path === '/v1/riders')
      return {
        riderId: `r-${++riders}`,
        riderKey: `key-of-r-${riders}`,
        riderUrl: 'https://doorstep.example',
      }
    if (path === '/v1/deliveries') return order(body, idempotencyKey ?? '')
    if (path === '/v1/locations') return take(key, body)
    if (path.endsWith('/assign')) return assign(deliveryOf(path), body)
    return report(deliveryOf(path), body)
  }

  function order(body: object, idempotencyKey: string): unknown {
    const known = orders.get(idempotencyKey)
    const deliveryId = known ?? `d-${deliveries.size + 1}`
    orders.set(idempotencyKey, deliveryId)
    if (known === undefined) {
      const place = { lat: 0, lon: 0 }
      const created = {
        deliveryId,
        status: 'created',
        pickup: place,
        dropoff: place,
        createdAt: now(),
      } as const
      deliveries.set(deliveryId, { ...created, ...body })
    }
    return { deliveryId, status: 'created', trackingToken: 't', trackingUrl: 'http://localhost/t/t' }
  }

  function assign(delivery: Delivery, body: object): Delivery {
    if (delivery.status !== 'created') throw new ApiRefusal(409, 'ILLEGAL_TRANSITION', delivery.deliveryId)
    const route: Route = {
      points: [delivery.pickup, delivery.dropoff].map(({ lat, lon }) => ({ lat, lon })),
      distanceM: distanceInMetres(delivery.pickup, delivery.dropoff),
      durationMs: 60_000,
    }
    return keep({ ...delivery, ...body, status: 'assigned', route, assignedAt: now() })
  }

  function report(delivery: Delivery, body: object): Delivery {
    const { status, at }: { status?: unknown; at?: number } = body
    if (status === 'picked-up' && delivery.status === 'assigned')
      return keep({ ...delivery, status, pickedUpAt: at ?? now() })
    if (status === 'delivered' && delivery.status === 'picked-up')
      return keep({ ...delivery, status, endedAt: at ?? now() })
    throw new ApiRefusal(409, 'ILLEGAL_TRANSITION', delivery.deliveryId)
  }

  function take(key: string, body: object): unknown {
    const batch = 'locations' in body ? body.locations : [body]
    if (!Array.isArray(batch)) throw new ApiRefusal(400, 'MALFORMED', '/v1/locations')
    fixes.set(key, [...(fixes.get(key) ?? []), ...batch])
    return { accepted: batch.length, rejected: [], nextPingMs: api.nextPingMs }
  }

  function arrange(riderId: string, body: object, path: string): unknown {
    if (!Check(StopOrder, body)) throw new ApiRefusal(400, 'MALFORMED', path)
    const open = [...deliveries.values()].filter(
      (delivery) => delivery.riderId === riderId && delivery.status === 'assigned',
    )
    const isWhole =
      body.stops.length === open.length * 2 &&
      open.every(({ deliveryId }) => body.stops.some((stop) => stop.deliveryId === deliveryId))
    if (!isWhole) throw new ApiRefusal(409, 'STOPS_CHANGED', path)
    api.arrangements.push(body.stops)
    return { stops: body.stops.map((stop) => ({ ...stop, distanceM: 0, durationMs: 0, etaAt: now() })) }
  }

  function deliveryOf(path: string): Delivery {
    const delivery = deliveries.get(path.split('/')[3] ?? '')
    if (delivery === undefined) throw new ApiRefusal(404, 'DELIVERY_NOT_FOUND', path)
    return delivery
  }

  function keep(delivery: Delivery): Delivery {
    deliveries.set(delivery.deliveryId, delivery)
    return delivery
  }

  return api
}

function checked<Schema extends TSchema>(schema: Schema, answer: unknown, path: string): Static<Schema> {
  if (!Check(schema, answer)) throw new ApiRefusal(200, 'ANSWER_NOT_UNDERSTOOD', path)
  return answer
}
