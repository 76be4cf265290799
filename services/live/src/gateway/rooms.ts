import { type Logger, UnavailableError } from '@doorstep/runtime'
import type { DeliveryListener } from '../deliveries-table.ts'
import type { LivePosition } from '../domain/live-position.ts'
import type { Trail } from '../domain/trail.ts'
import type { WatchedDeliveries } from '../watched-deliveries.ts'
import { createRoom, type Room } from './room.ts'
import type { Subscriber } from './subscriber.ts'

/** A household and its friends; more is a link that went round. */
const MAX_SUBSCRIBERS = 100

/** One delivery's channel, as the room behind it hears it. */
export interface Channel {
  position(position: LivePosition): void
  /** Subscribed to, for the first time or again: what is published from now on arrives. */
  subscribed(): void
  /** Lost: what is published from now on does not arrive. */
  lost(): void
}

export interface Channels {
  subscribe(deliveryId: string, channel: Channel): void
  unsubscribe(deliveryId: string): void
}

export interface RoomsOptions {
  readonly log: Logger
  readonly deliveries: WatchedDeliveries
  readonly trails: { trail(deliveryId: string, recordedAfter?: number): Promise<Trail> }
  readonly channels: Channels
  /** Told of each position that was shown to somebody. */
  readonly shown: (position: LivePosition) => void
  readonly now: () => number
}

/** The deliveries somebody looks at. A channel is subscribed to from the first who comes to the last who leaves. */
export interface Rooms extends DeliveryListener {
  isFull(deliveryId: string): boolean
  join(deliveryId: string, subscriber: Subscriber): void
  leave(deliveryId: string, subscriber: Subscriber): void
}

export function createRooms({ log, deliveries, trails, channels, shown, now }: RoomsOptions): Rooms {
  const rooms = new Map<string, Room>()

  /** The room tries again. An outage is told once by the connection; anything else is told here. */
  async function readTrail(deliveryId: string, recordedAfter: number | undefined): Promise<Trail> {
    try {
      return await trails.trail(deliveryId, recordedAfter)
    } catch (err) {
      if (!(err instanceof UnavailableError)) log.error({ err, deliveryId }, 'trail not read')
      throw err
    }
  }

  function openRoom(deliveryId: string): Room {
    const room = createRoom({
      delivery: () => deliveries.find(deliveryId),
      read: (recordedAfter) => readTrail(deliveryId, recordedAfter),
      now,
    })
    rooms.set(deliveryId, room)
    channels.subscribe(deliveryId, {
      position(position) {
        if (room.position(position.message)) shown(position)
      },
      subscribed: room.subscribed,
      lost: room.lost,
    })
    return room
  }

  return {
    isFull: (deliveryId) => (rooms.get(deliveryId)?.size ?? 0) >= MAX_SUBSCRIBERS,
    join(deliveryId, subscriber) {
      const room = rooms.get(deliveryId) ?? openRoom(deliveryId)
      room.join(subscriber)
    },
    leave(deliveryId, subscriber) {
      const room = rooms.get(deliveryId)
      room?.leave(subscriber)
      if (room === undefined || room.size > 0) return
      channels.unsubscribe(deliveryId)
      rooms.delete(deliveryId)
      room.stop()
    },
    deliveryChanged: ({ tracked }) => rooms.get(tracked.deliveryId)?.deliveryChanged(),
    notified: (deliveryId, notification) => rooms.get(deliveryId)?.notified(notification),
    forgotten: (deliveryId) => rooms.get(deliveryId)?.close('linkClosed'),
  }
}
