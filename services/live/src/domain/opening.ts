import type {
  LiveMessage,
  NotificationMessage,
  PositionMessage,
  SnapshotMessage,
  StatusMessage,
  TrackedNotification,
  TrailPoint,
} from '@doorstep/contracts'
import { asSeen } from './coarse-position.ts'
import { defined } from './defined.ts'
import { agedBand } from './eta.ts'
import { hasEnded, type LiveDelivery, type WatchedDelivery } from './live-delivery.ts'
import type { Trail } from './trail.ts'
import { maySee } from './visibility.ts'

/** How a subscription begins: what is said first, and the position it goes on from when it resumes. */
export interface Opening {
  readonly resumesFrom?: PositionMessage
  readonly messages: readonly LiveMessage[]
}

/** What has changed since the cursor if the trail still reaches back to it, else everything. */
export function opening(
  delivery: WatchedDelivery,
  trail: Trail,
  cursor: string | undefined,
  now: number,
): Opening {
  const seen = visible(delivery, trail)
  const at = cursor === undefined ? -1 : seen.findIndex((position) => position.cursor === cursor)
  const resumesFrom = seen[at]
  const ending = hasEnded(delivery) ? [endedMessage(delivery)] : []
  if (resumesFrom !== undefined)
    return { resumesFrom, messages: [...stateMessages(delivery), ...seen.slice(at + 1)] }

  const forget: LiveMessage[] = cursor === undefined ? [] : [{ type: 'reset' }]
  return { messages: [...forget, snapshot(delivery, trail, now), ...ending] }
}

/** What can be said while the trail cannot be read: never a `reset`, as the cursor may well be good. */
export function blindOpening(
  delivery: WatchedDelivery,
  known: Trail,
  cursor: string | undefined,
  now: number,
): Opening {
  const state = cursor === undefined ? [snapshot(delivery, known, now)] : stateMessages(delivery)
  return { messages: hasEnded(delivery) ? [...state, endedMessage(delivery)] : state }
}

/** Everything a customer may know now. */
export function snapshot(delivery: WatchedDelivery, trail: Trail, now: number): SnapshotMessage {
  const seen = visible(delivery, trail)
  return {
    type: 'snapshot',
    delivery: delivery.tracked,
    notifications: delivery.notifications.map(notificationOf),
    trail: trailBehind(seen),
    ...routeOf(delivery),
    ...latestOf(seen.at(-1), now),
  }
}

export function statusMessage(delivery: LiveDelivery): StatusMessage {
  return { type: 'status', delivery: delivery.tracked, ...routeOf(delivery) }
}

export function notificationMessage(notification: TrackedNotification): NotificationMessage {
  return { type: 'notification', ...notificationOf(notification) }
}

export function endedMessage(delivery: LiveDelivery): LiveMessage {
  return { type: 'ended', delivery: delivery.tracked }
}

/** What of the trail this customer may see at this moment, as they may see it. */
export function visible(delivery: WatchedDelivery, trail: Trail): Trail {
  return trail.flatMap((position) => seenOf(delivery, position) ?? [])
}

/** The position as this customer may see it at this moment, if they may. */
export function seenOf(
  { tracked, exactSince }: WatchedDelivery,
  position: PositionMessage,
): PositionMessage | undefined {
  return maySee(tracked, position.recordedAt) ? asSeen(position, exactSince) : undefined
}

function stateMessages(delivery: LiveDelivery): LiveMessage[] {
  return [statusMessage(delivery), ...delivery.notifications.map(notificationMessage)]
}

function latestOf(latest: PositionMessage | undefined, now: number): Partial<SnapshotMessage> {
  if (latest === undefined) return {}
  const { type: _, cursor, eta, remainingM, ...position } = latest
  const ageMs = Math.max(0, now - position.recordedAt)
  return { cursor, position, ageMs, ...defined({ eta: eta && agedBand(eta, ageMs), remainingM }) }
}

function routeOf({ tracked, route }: LiveDelivery): Pick<StatusMessage, 'route'> {
  return tracked.status === 'picked-up' ? defined({ route }) : {}
}

function notificationOf({ kind, at }: TrackedNotification): TrackedNotification {
  return { kind, at }
}

/** The way to the newest position, since it has been told exactly: cells make no line. */
function trailBehind(seen: Trail): TrailPoint[] {
  const lastCell = seen.findLastIndex(({ precision }) => precision === 'cell')
  return seen.slice(lastCell + 1, -1).map(trailPointOf)
}

function trailPointOf({ lat, lon, recordedAt }: PositionMessage): TrailPoint {
  return { lat, lon, recordedAt }
}
