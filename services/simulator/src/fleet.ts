import { setMaxListeners } from 'node:events'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Recording } from './domain/gpx.ts'
import type { Random } from './domain/random.ts'
import { recordedRide } from './recorded-ride.ts'
import { ridersDay, type World } from './rider.ts'

/** 20 riders are there within half a second, and 1,000 do not ask all at once. */
const HIRE_EVERY_MS = 25
const FAILED_PAUSE_MS = 5_000

export interface FleetOptions {
  readonly world: World
  readonly riders: number
  readonly random: Random
  readonly recording?: Recording
}

/** All riders, each on their own: one whose day fails begins another, and the others do not notice. */
export function createFleet({ world, riders, random, recording }: FleetOptions): Service & ReadinessCheck {
  const { clock, log } = world
  const end = new AbortController()
  const hired = new Set<number>()
  let days: Promise<void>[] = []
  // One listener or two for each rider.
  setMaxListeners(0, end.signal)

  async function dayAfterDay(index: number): Promise<void> {
    await clock.sleep(index * HIRE_EVERY_MS, end.signal)
    for (let day = 1; ; day++) {
      try {
        await ridersDay(world, random.fork(`rider ${index}, day ${day}`), end.signal, () => hired.add(index))
      } catch (err) {
        if (end.signal.aborted) return
        log.error({ err, rider: index }, 'a rider failed')
        await clock.sleep(FAILED_PAUSE_MS, end.signal)
      }
    }
  }

  async function rideRecording(ride: Recording): Promise<void> {
    try {
      await recordedRide(world, ride, random.fork('recording'), end.signal)
      log.info('the recorded track is ridden')
    } catch (err) {
      if (!end.signal.aborted) log.error({ err }, 'the recorded track could not be ridden')
    }
  }

  return {
    name: 'riders',
    async start() {
      days = Array.from({ length: riders }, (_, index) => dayAfterDay(index))
      if (recording !== undefined) days.push(rideRecording(recording))
    },
    async stop() {
      end.abort()
      await Promise.allSettled(days)
    },
    async waitingFor() {
      return hired.size < riders ? `${hired.size} of ${riders} riders made` : undefined
    },
  }
}
