import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Sighting } from './domain/sighting.ts'

/** Where riders are, for the way to their first stop. In memory only, and not for long. */
export interface Whereabouts {
  lastSeen(riderId: string): Sighting | undefined
}

export interface WhereaboutsTable extends Whereabouts {
  apply(fix: LocationFix): void
  forgetOld(): void
}

const KEPT_FOR_MS = 10 * 60_000
const FORGET_EVERY_MS = 60_000
/** Of each partition, when a process starts: some seconds of a thousand riders. */
const NEWEST = 5_000

export function createWhereabouts(now: () => number): WhereaboutsTable {
  const sightings = new Map<string, Sighting>()

  function isOld({ at }: Sighting): boolean {
    return at < now() - KEPT_FOR_MS
  }

  return {
    lastSeen(riderId) {
      const sighting = sightings.get(riderId)
      return sighting === undefined || isOld(sighting) ? undefined : sighting
    },
    apply({ riderId, recordedAt, lat, lon }) {
      const sighting = { at: recordedAt, position: { lat, lon } }
      if (recordedAt > (sightings.get(riderId)?.at ?? 0) && !isOld(sighting)) sightings.set(riderId, sighting)
    },
    forgetOld() {
      for (const [riderId, sighting] of sightings) if (isOld(sighting)) sightings.delete(riderId)
    },
  }
}

export function followWhereabouts(kafka: KafkaCluster): Whereabouts & Service & ReadinessCheck {
  const { lastSeen, apply, forgetOld } = createWhereabouts(Date.now)
  const follower = followTopic(kafka, {
    topic: deliveryLocation,
    sinceMs: KEPT_FOR_MS,
    newest: NEWEST,
    apply: (fix) => fix !== undefined && apply(fix),
  })
  let timer: NodeJS.Timeout | undefined
  return {
    ...follower,
    lastSeen,
    async start() {
      await follower.start()
      timer = setInterval(forgetOld, FORGET_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await follower.stop()
    },
  }
}
