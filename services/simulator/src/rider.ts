import type { RiderCredentials } from '@doorstep/contracts'
import type { Logger } from '@doorstep/runtime'
import type { Api } from './api.ts'
import { createBicycle } from './bicycle.ts'
import type { Clock } from './clock.ts'
import { deliverOrders } from './delivering.ts'
import { firstTrip, type Streets } from './domain/itinerary.ts'
import { firstNames } from './domain/names.ts'
import type { Random } from './domain/random.ts'
import type { Merchant } from './merchant.ts'
import { createPhone, type Phone } from './phone.ts'
import { reportPositions } from './reporting.ts'
import type { Tally } from './tally.ts'

/** What a rider's day needs. */
export interface World {
  readonly streets: Streets
  /** Of a rider's rounds: those with several orders at once. */
  readonly stackedShare: number
  readonly merchant: Merchant
  readonly api: Api
  readonly clock: Clock
  readonly tally: Tally
  readonly log: Logger
}

/** A rider's day: hired, then delivering and reporting until the signal. `onHired` is told once that the API knows the rider. */
export async function ridersDay(
  world: World,
  random: Random,
  signal: AbortSignal,
  onHired: () => void,
): Promise<void> {
  const { streets, clock } = world
  const { trip, start } = firstTrip(streets, random.fork('first trip'))
  await onDuty(world, random, signal, async ({ rider, phone, signal }) => {
    onHired()
    const bicycle = createBicycle(start, random.fork('bicycle'))
    await Promise.all([
      reportPositions({ bicycle, phone, clock, random: random.fork('gps'), signal }),
      deliverOrders({ ...world, rider, bicycle, phone, random: random.fork('orders'), signal }, trip),
    ])
  })
}

export interface Duty {
  readonly rider: RiderCredentials
  readonly phone: Phone
  /** Aborted when the duty ends, whatever ended it. */
  readonly signal: AbortSignal
}

/** Hires a rider, gives them a phone, and sees to it that nothing of them goes on once the duty has ended. */
export async function onDuty(
  { merchant, api, clock, tally, log }: World,
  random: Random,
  until: AbortSignal,
  duty: (duty: Duty) => Promise<void>,
): Promise<void> {
  const end = new AbortController()
  const signal = AbortSignal.any([until, end.signal])
  const name = random.pick(firstNames)
  const rider = await merchant.hire(name, { clock, random: random.fork('hiring'), signal })
  const phone = createPhone({ ...rider, api, clock, random: random.fork('phone'), tally, log, signal })
  tally.onTheRoad(1)
  try {
    await duty({ rider, phone, signal })
  } finally {
    end.abort()
    phone.discard()
    tally.onTheRoad(-1)
  }
}
