import type {
  EtaBand,
  LiveMessage,
  PositionMessage,
  Route,
  SnapshotMessage,
  TrackedDelivery,
  TrackedNotification,
  TrackedPosition,
  TrailPoint,
} from '@doorstep/contracts'

/** All that the page knows of its delivery. Times are this device's clock unless they are named `recordedAt`. */
export interface DeliveryView {
  /** Where to resume; absent until a message carried one. */
  readonly cursor?: string | undefined
  /** When anything was last heard of it. */
  readonly heardAt?: number | undefined
  /** All of this is from before the page was loaded again: nothing was heard since. */
  readonly isRemembered?: boolean | undefined
  readonly delivery?: TrackedDelivery | undefined
  readonly notifications: readonly TrackedNotification[]
  /** The newest position, only while the delivery is on its way. */
  readonly fix?: TrackedPosition | undefined
  /** When `fix` was recorded, by this device's clock. */
  readonly fixAt?: number | undefined
  /** The smallest difference seen between this device's clock and the phone's: what is left is delay. */
  readonly clockLagMs?: number | undefined
  readonly trail: readonly TrailPoint[]
  readonly route?: Route | undefined
  readonly eta?: { readonly band: EtaBand; readonly asOf: number } | undefined
  readonly remainingM?: number | undefined
}

export const nothingKnown: DeliveryView = { notifications: [], trail: [] }

/** As much as five minutes at one position a second. */
const TRAIL_LENGTH = 300

/** What is known after a message that arrived `now`. A repeat changes nothing; an older position is not shown. */
export function applied(before: DeliveryView, message: LiveMessage, now: number): DeliveryView {
  const view = { ...before, heardAt: now, isRemembered: undefined }
  const cursor = message.cursor ?? view.cursor
  switch (message.type) {
    case 'snapshot':
      return { ...fromSnapshot(message, view, now), cursor: message.cursor }
    case 'position':
      return { ...withPosition(view, message, now), cursor }
    case 'status':
      return { ...withDelivery(view, message.delivery, message.route), cursor }
    case 'notification':
      return { ...view, notifications: withNotification(view.notifications, message), cursor }
    case 'ended':
      return { ...withDelivery(view, message.delivery), cursor }
    case 'reset':
      return { ...withoutPosition(view), cursor: undefined }
    default:
      return before
  }
}

export function isOver({ delivery }: DeliveryView): boolean {
  return delivery?.status === 'delivered' || delivery?.status === 'failed' || delivery?.status === 'cancelled'
}

/** Else it is a cell: the rider is somewhere in it, at another stop first. */
export function isExact({ precision }: TrackedPosition): boolean {
  return precision === undefined
}

function fromSnapshot(snapshot: SnapshotMessage, before: DeliveryView, now: number): DeliveryView {
  const { delivery, notifications, trail, position, ageMs = 0, eta, remainingM } = snapshot
  const view = { ...before, delivery, notifications, trail, route: snapshot.route ?? before.route }
  if (position === undefined) return withoutPosition(view)
  return {
    ...withFix(view, position, now - ageMs),
    trail,
    eta: eta && { band: eta, asOf: now },
    remainingM,
  }
}

function withPosition(view: DeliveryView, message: PositionMessage, now: number): DeliveryView {
  const { type: _type, cursor: _cursor, eta, remainingM, ...fix } = message
  if (view.fix !== undefined && fix.recordedAt <= view.fix.recordedAt) return view
  const moved = withFix(view, fix, now)
  return { ...moved, eta: eta && { band: eta, asOf: moved.fixAt ?? now }, remainingM }
}

/** The position that was the newest joins the trail. `seenAt`: when it would have been recorded if nothing had delayed it. */
function withFix(view: DeliveryView, fix: TrackedPosition, seenAt: number): DeliveryView {
  const clockLagMs = Math.min(view.clockLagMs ?? Number.POSITIVE_INFINITY, seenAt - fix.recordedAt)
  const passed = view.fix === undefined ? view.trail : [...view.trail, view.fix].slice(-TRAIL_LENGTH)
  const isLine = isExact(fix) && (view.fix === undefined || isExact(view.fix))
  return { ...view, fix, fixAt: fix.recordedAt + clockLagMs, clockLagMs, trail: isLine ? passed : [] }
}

function withDelivery(view: DeliveryView, delivery: TrackedDelivery, route = view.route): DeliveryView {
  const known = { ...view, delivery, route }
  return delivery.status === 'picked-up' ? known : withoutPosition(known)
}

/** The route stays: its length is part of the receipt. */
function withoutPosition(view: DeliveryView): DeliveryView {
  return {
    ...view,
    fix: undefined,
    fixAt: undefined,
    clockLagMs: undefined,
    trail: [],
    eta: undefined,
    remainingM: undefined,
  }
}

function withNotification(
  known: readonly TrackedNotification[],
  { kind, at }: TrackedNotification,
): readonly TrackedNotification[] {
  return known.some((other) => other.kind === kind && other.at === at) ? known : [...known, { kind, at }]
}
