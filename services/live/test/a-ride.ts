import { setImmediate as everythingReadyHasRun } from 'node:timers/promises'
import type { OpenDelivery, RiderAssignments } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix, anOpenDelivery, silentLog } from '@doorstep/testing'
import { createAssignmentsTable } from '../src/assignments-table.ts'
import { createDeliveriesTable } from '../src/deliveries-table.ts'
import { type Channel, createRooms } from '../src/gateway/rooms.ts'
import { Subscriber } from '../src/gateway/subscriber.ts'
import { showPositions } from '../src/handler.ts'
import { watchedDeliveries } from '../src/watched-deliveries.ts'
import { inMemoryStore } from './in-memory-store.ts'
import { type ScriptedConnection, scriptedConnection } from './scripted-connection.ts'

const NOT_YET = Number.POSITIVE_INFINITY
const context = { topic: 'delivery-location', partition: 0, isStale: () => false }

interface Stop {
  readonly deliveryId: string
  readonly dropoff: { readonly lat: number; readonly lon: number }
  pickedUpAt: number
  endedAt: number
  readonly pages: ScriptedConnection[]
}

export type Lagging = 'projector' | 'gateway' | 'nobody'

/** The latitude of what is recorded at a time: known wherever it turns up. */
export const latAt = (recordedAt: number) => 60.1 + recordedAt / 10_000 + 0.000_007_77

/**
 * One rider with three stops, projector and gateway of `live` as they are, and customers looking on. One of the two may be
 * a record behind in what the rider carries. Time passes when the test says so.
 */
export function aRide(lagging: Lagging) {
  let now = 1
  let version = 0
  let lastEndedAt = 0
  let before: RiderAssignments | undefined
  const stops = [0, 1, 2].map(
    (n): Stop => ({
      deliveryId: `d-${n}`,
      dropoff: { lat: 61 + n, lon: 25 },
      pickedUpAt: NOT_YET,
      endedAt: NOT_YET,
      pages: [],
    }),
  )
  let order: readonly Stop[] = stops
  const history: { readonly at: number; readonly next: Stop | undefined }[] = []
  const known = { projector: createAssignmentsTable(), gateway: createAssignmentsTable() }
  const deliveries = createDeliveriesTable(() => now)
  const store = inMemoryStore()
  const handle = showPositions(known.projector, store)
  const channels = new Map<string, Channel>()
  const rooms = createRooms({
    log: silentLog,
    deliveries: watchedDeliveries(deliveries, known.gateway),
    trails: store,
    channels: {
      subscribe(deliveryId, channel) {
        channels.set(deliveryId, channel)
        channel.subscribed()
      },
      unsubscribe: (deliveryId) => void channels.delete(deliveryId),
    },
    shown() {},
    now: () => now,
  })

  function openDelivery({ deliveryId, dropoff, pickedUpAt }: Stop): OpenDelivery {
    return pickedUpAt === NOT_YET
      ? anOpenDelivery({ deliveryId, dropoff, status: 'assigned' })
      : anOpenDelivery({ deliveryId, dropoff, status: 'picked-up', pickedUpAt })
  }

  function changed({ deliveryId, dropoff, pickedUpAt, endedAt }: Stop): void {
    const open = order.filter((stop) => stop.endedAt === NOT_YET)
    history.push({ at: now, next: open.find((stop) => stop.pickedUpAt !== NOT_YET) })
    const record = { riderId: 'r-1', deliveries: open.map(openDelivery), lastEndedAt, updatedAt: now }
    for (const who of ['projector', 'gateway'] as const) {
      const heard = who === lagging ? before : record
      if (heard !== undefined) known[who].apply(heard, 'r-1')
    }
    before = record
    const status = endedAt !== NOT_YET ? 'delivered' : pickedUpAt !== NOT_YET ? 'picked-up' : 'assigned'
    const since = status === 'assigned' ? {} : { pickedUpAt }
    version += 1
    const delivery = aDelivery({ deliveryId, dropoff, status, riderId: 'r-1', ...since })
    deliveries.applyEvent(aDeliveryEvent({ version, at: now, delivery }))
  }
  for (const stop of stops) changed(stop)

  return {
    stops,
    store,
    /** Time passes; answers what time it is. */
    later(): number {
      now += 1
      return now
    },
    pickUp(stop: Stop) {
      if (stop.pickedUpAt !== NOT_YET) return
      stop.pickedUpAt = now
      changed(stop)
    },
    end(stop: Stop) {
      if (stop.pickedUpAt === NOT_YET || stop.endedAt !== NOT_YET) return
      stop.endedAt = now
      lastEndedAt = now
      changed(stop)
    },
    /** The order of the stops is changed. */
    putFirst(stop: Stop) {
      order = [stop, ...order.filter((other) => other !== stop)]
      changed(stop)
    },
    /** Whether the rider was on the way to this stop then, and to no other before. */
    wasNext: (stop: Stop, at: number) => history.findLast((one) => one.at <= at)?.next === stop,
    async reports(recordedAt: number) {
      const before = store.published.length
      const event = aFix({ riderId: 'r-1', recordedAt, lat: latAt(recordedAt) })
      await handle([{ event, key: 'r-1', partition: 0, offset: String(recordedAt) }], context)
      for (const { deliveryId, position } of store.published.slice(before))
        channels.get(deliveryId)?.position(position)
    },
    async look({ deliveryId, pages }: Stop) {
      const page = scriptedConnection()
      pages.push(page)
      rooms.join(deliveryId, new Subscriber(page, { sent() {}, conflated() {} }))
      await everythingReadyHasRun()
    },
  }
}
