import type { DeliveryEventType, DeliveryStatus, EndReason, Stop } from '@doorstep/contracts'

/** What a caller asks for; deliveries and riders by their ids. */
export type Request =
  | { readonly call: 'create' }
  | { readonly call: 'assign' | 'reassign'; readonly deliveryId: string; readonly riderId: string }
  | {
      readonly call: 'status'
      readonly deliveryId: string
      readonly status: DeliveryStatus
      readonly reason?: EndReason | undefined
      /** The rider whose key is used; the merchant's if absent. */
      readonly by?: string | undefined
    }
  | {
      readonly call: 'reorder'
      readonly riderId: string
      readonly stops: readonly Stop[]
      readonly by?: string | undefined
    }

interface ModelDelivery {
  readonly status: DeliveryStatus
  readonly riderId?: string | undefined
  readonly reason?: EndReason | undefined
  readonly history: readonly DeliveryEventType[]
}

/** What the service ought to know after what it answered. */
export interface Model {
  readonly deliveries: Readonly<Record<string, ModelDelivery>>
  readonly stops: Readonly<Record<string, readonly Stop[]>>
}

/** The answer that a request ought to get, as status and code, and what is so after it. */
export interface Expected {
  readonly answer: string
  readonly model: Model
}

const moves: readonly string[] = [
  'assigned created',
  'assigned picked-up',
  'picked-up delivered',
  'picked-up failed',
  'created cancelled',
  'assigned cancelled',
  'picked-up cancelled',
]

/** `createdId` is the id that the service gave, if it made a delivery. */
export function expected(model: Model, request: Request, createdId: string): Expected {
  switch (request.call) {
    case 'create':
      return {
        answer: '201',
        model: withDelivery(model, createdId, { status: 'created', history: ['created'] }),
      }
    case 'assign':
      return given(model, request.deliveryId, request.riderId, 'created', ['assigned'])
    case 'reassign': {
      const isTheirs = model.deliveries[request.deliveryId]?.riderId === request.riderId
      return isTheirs
        ? refused(model, '409 ILLEGAL_TRANSITION')
        : given(model, request.deliveryId, request.riderId, 'assigned', ['unassigned', 'assigned'])
    }
    case 'status':
      return reported(model, request)
    case 'reorder':
      return reordered(model, request)
  }
}

function given(
  model: Model,
  deliveryId: string,
  riderId: string,
  from: DeliveryStatus,
  types: readonly DeliveryEventType[],
): Expected {
  const delivery = model.deliveries[deliveryId]
  if (delivery === undefined || delivery.status !== from) return refused(model, '409 ILLEGAL_TRANSITION')
  const history = [...delivery.history, ...types]
  const taken = withoutStops(model, deliveryId, ['pickup', 'dropoff'])
  const stops = [...(taken.stops[riderId] ?? []), stop(deliveryId, 'pickup'), stop(deliveryId, 'dropoff')]
  return {
    answer: '200',
    model: withDelivery({ ...taken, stops: { ...taken.stops, [riderId]: stops } }, deliveryId, {
      status: 'assigned',
      riderId,
      history,
    }),
  }
}

function reported(
  model: Model,
  { deliveryId, status, reason, by }: Extract<Request, { call: 'status' }>,
): Expected {
  const delivery = model.deliveries[deliveryId]
  if (delivery === undefined) return refused(model, '404 DELIVERY_NOT_FOUND')
  if (by !== undefined && by !== delivery.riderId) return refused(model, '403 NOT_THE_ASSIGNED_RIDER')
  if (!moves.includes(`${delivery.status} ${status}`)) return refused(model, '409 ILLEGAL_TRANSITION')
  if (reason !== undefined && status !== 'failed' && status !== 'cancelled')
    return refused(model, '400 REASON_UNEXPECTED')
  const type: DeliveryEventType = status === 'created' ? 'unassigned' : status
  const history = [...delivery.history, type]
  const made = withoutStops(model, deliveryId, status === 'picked-up' ? ['pickup'] : ['pickup', 'dropoff'])
  const riderId = status === 'created' ? undefined : delivery.riderId
  return { answer: '200', model: withDelivery(made, deliveryId, { status, riderId, reason, history }) }
}

function reordered(model: Model, { riderId, stops, by }: Extract<Request, { call: 'reorder' }>): Expected {
  if (by !== undefined && by !== riderId) return refused(model, '403 NOT_YOUR_STOPS')
  const names = (list: readonly Stop[]) => list.map(({ deliveryId, kind }) => `${deliveryId} ${kind}`)
  const wanted = names(stops)
  const ahead = names(model.stops[riderId] ?? [])
  if (wanted.toSorted().join() !== ahead.toSorted().join()) return refused(model, '409 STOPS_CHANGED')
  const isUpsideDown = stops.some(
    ({ deliveryId, kind }, at) => kind === 'pickup' && wanted.indexOf(`${deliveryId} dropoff`) < at,
  )
  if (isUpsideDown) return refused(model, '400 DROPOFF_BEFORE_PICKUP')
  return { answer: '200', model: { ...model, stops: { ...model.stops, [riderId]: stops } } }
}

const stop = (deliveryId: string, kind: Stop['kind']): Stop => ({ deliveryId, kind })
const refused = (model: Model, answer: string): Expected => ({ answer, model })

function withDelivery(model: Model, deliveryId: string, delivery: ModelDelivery): Model {
  return { ...model, deliveries: { ...model.deliveries, [deliveryId]: delivery } }
}

function withoutStops(model: Model, deliveryId: string, kinds: readonly Stop['kind'][]): Model {
  const isAhead = (one: Stop) => one.deliveryId !== deliveryId || !kinds.includes(one.kind)
  const stops = Object.entries(model.stops).map(([riderId, list]) => [riderId, list.filter(isAhead)] as const)
  return { ...model, stops: Object.fromEntries(stops) }
}
