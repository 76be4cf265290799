import type { Line } from '@doorstep/geo'
import { DoorstepError, type Logger } from '@doorstep/runtime'
import type { Bicycle } from './bicycle.ts'
import { nextTrip, orderOf, type Streets, type Trip, wayBetween } from './domain/itinerary.ts'
import type { Phone } from './phone.ts'
import { type Reporter, reportStatus } from './report-status.ts'
import type { Tally } from './tally.ts'

const LOOK_EVERY_MS = 500
/** Spread, so that not all of the first riders set out at once; the first does after a second. */
const FIRST_KITCHEN_MS = { min: 1_000, max: 9_000 }
const KITCHEN_MS = { min: 5_000, max: 20_000 }
const AT_THE_DOOR_MS = { min: 4_000, max: 12_000 }
const BREATHER_MS = { min: 2_000, max: 8_000 }
const ABANDONED_PAUSE_MS = 5_000

export interface Delivering extends Reporter {
  readonly bicycle: Bicycle
  readonly phone: Phone
  readonly streets: Streets
  readonly tally: Tally
  readonly log: Logger
}

/** One order after another, until the signal. An order that the API refuses is abandoned, and the next one taken. */
export async function deliverOrders(delivering: Delivering, first: Trip): Promise<never> {
  const { rider, bicycle, streets, clock, random, signal, tally, log } = delivering
  let kitchenMs = FIRST_KITCHEN_MS
  for (let trip = first; ; trip = nextTrip(streets, random, bicycle.position)) {
    try {
      await deliver(delivering, trip, random.between(kitchenMs.min, kitchenMs.max))
      tally.deliveries('delivered')
      await clock.sleep(random.between(BREATHER_MS.min, BREATHER_MS.max), signal)
    } catch (error) {
      if (signal.aborted || !(error instanceof DoorstepError)) throw error
      tally.deliveries('abandoned')
      log.warn({ err: error, riderId: rider.riderId }, 'order abandoned')
      await clock.sleep(ABANDONED_PAUSE_MS, signal)
    }
    kitchenMs = KITCHEN_MS
  }
}

async function deliver(delivering: Delivering, trip: Trip, kitchenMs: number): Promise<void> {
  const { rider, bicycle, phone, streets, merchant, clock, random, signal } = delivering
  const { deliveryId, route, pickup } = await merchant.order(
    orderOf(trip, clock.now()),
    rider.riderId,
    delivering,
  )
  phone.hasNews()
  await rideAlong(delivering, wayBetween(streets, bicycle.position, pickup).points)
  await clock.sleep(kitchenMs, signal)
  await reportStatus(delivering, deliveryId, 'picked-up')
  phone.hasNews()
  await rideAlong(delivering, route?.points ?? trip.way.points)
  await clock.sleep(random.between(AT_THE_DOOR_MS.min, AT_THE_DOOR_MS.max), signal)
  await reportStatus(delivering, deliveryId, 'delivered')
}

async function rideAlong({ bicycle, clock, signal }: Delivering, line: Line): Promise<void> {
  bicycle.setOut(line)
  while (!bicycle.isThere) await clock.sleep(LOOK_EVERY_MS, signal)
}
