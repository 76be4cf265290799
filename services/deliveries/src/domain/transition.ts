import type {
  Delivery,
  DeliveryEvent,
  DeliveryEventType,
  DeliveryStatus,
  EndReason,
  Route,
} from '@doorstep/contracts'
import type { DeliveryState, Rider } from './delivery.ts'

/** Which statuses may follow which. Back to `created` is unassigning. */
const successors: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  created: ['assigned', 'cancelled'],
  assigned: ['picked-up', 'cancelled', 'created'],
  'picked-up': ['delivered', 'failed', 'cancelled'],
  delivered: [],
  failed: [],
  cancelled: [],
}

/** How far a reporter's clock may be ahead of ours. */
export const MAX_CLOCK_AHEAD_MS = 60_000

export interface Report {
  readonly status: DeliveryStatus
  /** When it happened; now if not said. */
  readonly at?: number
  /** The rider who reports it; the merchant if not said. */
  readonly reportedBy?: string
  /** Only of one that failed or was cancelled. */
  readonly reason?: EndReason
  readonly note?: string
}

export type Refusal =
  | { readonly reason: 'illegal-transition'; readonly from: DeliveryStatus; readonly to: DeliveryStatus }
  | { readonly reason: 'not-the-assigned-rider' }
  | { readonly reason: 'in-the-future' }
  | { readonly reason: 'before-the-last-status' }
  | { readonly reason: 'nothing-to-explain' }
  | { readonly reason: 'rider-gone' }

export type Transition =
  | { readonly ok: true; readonly events: readonly [DeliveryEvent, ...DeliveryEvent[]] }
  | { readonly ok: false; readonly refusal: Refusal }

export function assign(state: DeliveryState, rider: Rider, route: Route, now: number): Transition {
  const from = state.delivery.status
  if (!mayFollow(from, 'assigned')) return refuse({ reason: 'illegal-transition', from, to: 'assigned' })
  const at = Math.max(now, state.at)
  return accept(state, 'assigned', at, {
    ...state.delivery,
    status: 'assigned',
    riderId: rider.riderId,
    ...(rider.name !== undefined && { riderName: rider.name }),
    route,
    assignedAt: at,
  })
}

/** Takes it back from its rider and gives it to another, who has to fetch it: so not once it was picked up. */
export function reassign(state: DeliveryState, rider: Rider, route: Route, now: number): Transition {
  const { status, riderId } = state.delivery
  if (status !== 'assigned' || riderId === rider.riderId)
    return refuse({ reason: 'illegal-transition', from: status, to: 'assigned' })
  const taken = report(state, { status: 'created' }, now)
  if (!taken.ok) return taken
  const given = assign(taken.events[0], rider, route, now)
  return given.ok ? { ok: true, events: [...taken.events, ...given.events] } : given
}

/** Every other move. Becoming `assigned` needs a rider, so it cannot be reported. */
export function report(state: DeliveryState, told: Report, now: number): Transition {
  const { status, at, reportedBy, reason, note } = told
  const { delivery } = state
  const from = delivery.status
  if (reportedBy !== undefined && reportedBy !== delivery.riderId)
    return refuse({ reason: 'not-the-assigned-rider' })
  if (status === 'assigned' || !mayFollow(from, status))
    return refuse({ reason: 'illegal-transition', from, to: status })
  if ((reason !== undefined || note !== undefined) && status !== 'failed' && status !== 'cancelled')
    return refuse({ reason: 'nothing-to-explain' })
  if (at !== undefined && at > now + MAX_CLOCK_AHEAD_MS) return refuse({ reason: 'in-the-future' })
  if (at !== undefined && at < state.at) return refuse({ reason: 'before-the-last-status' })

  const happenedAt = at ?? Math.max(now, state.at)
  switch (status) {
    case 'created':
      return accept(state, 'unassigned', happenedAt, unassigned(delivery))
    case 'picked-up':
      return accept(state, status, happenedAt, { ...delivery, status, pickedUpAt: happenedAt })
    default:
      return accept(state, status, happenedAt, {
        ...delivery,
        status,
        endedAt: happenedAt,
        ...(reason !== undefined && { endReason: reason }),
        ...(note !== undefined && { endNote: note }),
      })
  }
}

function mayFollow(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return successors[from].includes(to)
}

function unassigned(delivery: Delivery): Delivery {
  const { riderId, riderName, route, assignedAt, ...order } = delivery
  return { ...order, status: 'created' }
}

function accept(state: DeliveryState, type: DeliveryEventType, at: number, delivery: Delivery): Transition {
  return { ok: true, events: [{ type, version: state.version + 1, at, delivery }] }
}

function refuse(refusal: Refusal): Transition {
  return { ok: false, refusal }
}
