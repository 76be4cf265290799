import type { Delivery } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import { DoorstepError, type Logger } from '@doorstep/runtime'
import { arrangeStops } from './arrange-stops.ts'
import type { Bicycle } from './bicycle.ts'
import { nextRound, orderOf, type Round, type Streets, type Trip, wayBetween } from './domain/itinerary.ts'
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
  /** Of the rounds after the first: those with several orders. */
  readonly stackedShare: number
  readonly tally: Tally
  readonly log: Logger
}

/** An order that was taken, and the trip it is for. */
interface Taken extends Pick<Delivery, 'deliveryId' | 'route'> {
  readonly trip: Trip
}

/** One round after another, until the signal. An order that the API refuses is abandoned, and the next one taken. */
export async function deliverOrders(delivering: Delivering, first: Trip): Promise<never> {
  const { bicycle, streets, stackedShare, clock, random, signal } = delivering
  let kitchenMs = FIRST_KITCHEN_MS
  for (
    let round: Round = [first];
    ;
    round = nextRound(streets, random, { near: bicycle.position, stackedShare })
  ) {
    const delivered = await ride(delivering, round, random.between(kitchenMs.min, kitchenMs.max))
    const pauseMs = delivered > 0 ? random.between(BREATHER_MS.min, BREATHER_MS.max) : ABANDONED_PAUSE_MS
    await clock.sleep(pauseMs, signal)
    kitchenMs = KITCHEN_MS
  }
}

/** Answers how many were handed over. */
async function ride(delivering: Delivering, round: Round, kitchenMs: number): Promise<number> {
  const { rider, bicycle, phone, streets, merchant, clock, random, signal, tally } = delivering
  const taken = await withEach(delivering, round, async (trip): Promise<Taken> => {
    const { deliveryId, route } = await merchant.order(orderOf(trip, clock.now()), rider.riderId, delivering)
    return { deliveryId, trip, ...(route !== undefined && { route }) }
  })
  if (taken.length === 0) return 0
  if (taken.length > 1) {
    await arrangeStops(
      delivering,
      taken.map(({ deliveryId }) => deliveryId),
    )
  }
  phone.hasNews()
  await rideAlong(delivering, wayBetween(streets, bicycle.position, round[0].restaurant).points)
  await clock.sleep(kitchenMs, signal)
  const carried = await withEach(delivering, taken, async (order) => {
    await reportStatus(delivering, order.deliveryId, 'picked-up')
    return order
  })
  phone.hasNews()
  const delivered = await withEach(delivering, carried, async ({ deliveryId, route, trip }, index) => {
    const { points } = index === 0 ? (route ?? trip.way) : wayBetween(streets, bicycle.position, trip.address)
    await rideAlong(delivering, points)
    await clock.sleep(random.between(AT_THE_DOOR_MS.min, AT_THE_DOOR_MS.max), signal)
    await reportStatus(delivering, deliveryId, 'delivered')
    tally.deliveries('delivered')
    phone.hasNews()
  })
  return delivered.length
}

/** One after the other. Of an order that is refused nothing more is done; of the others all is. */
async function withEach<Order, Done>(
  { rider, signal, tally, log }: Delivering,
  orders: readonly Order[],
  step: (order: Order, index: number) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = []
  for (const [index, order] of orders.entries()) {
    try {
      done.push(await step(order, index))
    } catch (error) {
      if (signal.aborted || !(error instanceof DoorstepError)) throw error
      tally.deliveries('abandoned')
      log.warn({ err: error, riderId: rider.riderId }, 'order abandoned')
    }
  }
  return done
}

async function rideAlong({ bicycle, clock, signal }: Delivering, line: Line): Promise<void> {
  bicycle.setOut(line)
  while (!bicycle.isThere) await clock.sleep(LOOK_EVERY_MS, signal)
}
