import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { Service } from '@doorstep/runtime'
import { believed, type Motion } from './domain/motion.ts'
import type { MotionMemory } from './handler.ts'
import { recentlyUsed } from './recently-used.ts'

/** A rider who was silent for longer may be anywhere. */
const RECALL_MS = 10 * 60_000
/** Of each partition: 120,000 in all are half a second of one core. Where ten minutes have more, riders report often. */
const RECALL_RECORDS = 10_000

/**
 * How the riders heard last move, by what passed through this process. `start` reads once what passed through those
 * before it, from the last minutes of the topic itself.
 */
export function createMotionMemory(kafka: KafkaCluster, riders: number): MotionMemory & Service {
  const motions = recentlyUsed<Motion>(riders)

  function recall(fix: LocationFix | undefined): void {
    if (fix === undefined) return
    const { riderId, lat, lon, recordedAt } = fix
    motions.set(riderId, believed(motions.get(riderId), { lat, lon, recordedAt }))
  }

  return {
    get: motions.get,
    set: motions.set,
    name: 'motion memory',
    async start() {
      const tail = followTopic(kafka, {
        topic: deliveryLocation,
        sinceMs: RECALL_MS,
        newest: RECALL_RECORDS,
        apply: recall,
      })
      await tail.start()
      await tail.stop()
    },
    async stop() {},
  }
}
