import type { PositionMessage, TrackedNotification } from '@doorstep/contracts'
import { hasEnded, type WatchedDelivery } from '../domain/live-delivery.ts'
import {
  blindOpening,
  endedMessage,
  notificationMessage,
  type Opening,
  opening,
  seenOf,
  statusMessage,
  visible,
} from '../domain/opening.ts'
import type { CloseReason } from './connection.ts'
import { type Frame, frameOf } from './frame.ts'
import { createLiveTrail, type LiveTrailOptions } from './live-trail.ts'
import type { Subscriber } from './subscriber.ts'

/** What a subscriber has been told: nothing yet; all that is known without the trail; everything. */
type Told = 'nothing' | 'state' | 'everything'

export interface RoomOptions extends Pick<LiveTrailOptions, 'read'> {
  /** The delivery as it is now; undefined once it is forgotten. */
  delivery(): WatchedDelivery | undefined
  readonly now: () => number
}

/** Everybody who looks at one delivery. Each is told how things stand, then each change once and in order. */
export interface Room {
  readonly size: number
  join(subscriber: Subscriber): void
  leave(subscriber: Subscriber): void
  /** What the channel brought. True if it was shown. */
  position(position: PositionMessage): boolean
  /** The channel is subscribed to, for the first time or again. */
  subscribed(): void
  /** The channel is lost. */
  lost(): void
  deliveryChanged(): void
  notified(notification: TrackedNotification): void
  close(reason: CloseReason): void
  /** Nobody is here any more. */
  stop(): void
}

export function createRoom({ delivery, read, now }: RoomOptions): Room {
  const subscribers = new Map<Subscriber, Told>()
  /** Of these, those who have been told everything: kept apart, as each position goes to them all. */
  const upToDate = new Set<Subscriber>()
  const trail = createLiveTrail({ read, changed: openAll })

  function openAll(): void {
    for (const [subscriber, told] of subscribers) open(subscriber, told)
    if (trail.state === 'current') sendTrail()
  }

  function open(subscriber: Subscriber, told: Told): void {
    const current = delivery()
    const known = [trail.positions, subscriber.cursor, now()] as const
    if (current === undefined) {
      subscriber.close('linkClosed')
    } else if (trail.state === 'current' && told !== 'everything') {
      subscribers.set(subscriber, 'everything')
      upToDate.add(subscriber)
      begin(subscriber, opening(current, ...known))
    } else if (trail.state === 'unreadable' && told === 'nothing') {
      subscribers.set(subscriber, 'state')
      begin(subscriber, blindOpening(current, ...known))
    }
  }

  /** Subscribers leave out what they have shown already. */
  function sendTrail(): void {
    const current = delivery()
    const frames = current === undefined ? [] : visible(current, trail.positions).map(frameOf)
    for (const subscriber of upToDate) for (const frame of frames) subscriber.sendMissed(frame)
  }

  function broadcast(frame: Frame): void {
    for (const [subscriber, told] of subscribers) if (told !== 'nothing') subscriber.send(frame)
  }

  function close(reason: CloseReason): void {
    for (const subscriber of subscribers.keys()) subscriber.close(reason)
  }

  return {
    get size() {
      return subscribers.size
    },
    join(subscriber) {
      subscribers.set(subscriber, 'nothing')
      open(subscriber, 'nothing')
    },
    leave(subscriber) {
      subscribers.delete(subscriber)
      upToDate.delete(subscriber)
    },
    position(position) {
      const current = delivery()
      const seen = trail.add(position) && current !== undefined && seenOf(current, position)
      if (!seen) return false
      const frame = frameOf(seen)
      for (const subscriber of upToDate) subscriber.send(frame)
      return true
    },
    subscribed: () => void trail.load(),
    lost: trail.lose,
    deliveryChanged() {
      const current = delivery()
      if (current !== undefined) broadcast(frameOf(statusMessage(current)))
      sendTrail()
      if (current === undefined || !hasEnded(current)) return
      broadcast(frameOf(endedMessage(current)))
      close('ended')
    },
    notified: (notification) => broadcast(frameOf(notificationMessage(notification))),
    close,
    stop: trail.stop,
  }
}

function begin(subscriber: Subscriber, { resumesFrom, messages }: Opening): void {
  if (resumesFrom !== undefined) subscriber.resumeFrom(resumesFrom)
  for (const message of messages) subscriber.sendMissed(frameOf(message))
  if (messages.at(-1)?.type === 'ended') subscriber.close('ended')
}
