import { type Erasure, erasures } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { Logger, ReadinessCheck, Service } from '@doorstep/runtime'
import type { DeliveriesTable } from './deliveries-table.ts'
import type { RedisStore } from './store.ts'

/** Of whom was erased earlier nothing is left to read here: the oldest are fixes of half an hour. */
const SINCE_MS = 3600_000

export interface ErasingFrom {
  readonly deliveries: Pick<DeliveriesTable, 'erase'>
  readonly trails: Pick<RedisStore, 'forget'>
  readonly operations: { erase(riderId: string): void }
  readonly log: Logger
}

/**
 * Forgets at once what this process holds of a person, and what Redis does; else all of it would go by itself, 15 minutes
 * after the delivery (ADR 34). Nobody is erased while on the way, so no page loses a rider it follows. Idempotent: each
 * process does it, and again when it starts.
 */
export function erase({ deliveries, trails, operations, log }: ErasingFrom): (erasure: Erasure) => void {
  return ({ subject, id }) => {
    if (subject === 'rider') operations.erase(id)
    const gone = new Set([...deliveries.erase(id), ...(subject === 'delivery' ? [id] : [])])
    trails.forget([...gone]).catch((err) => log.warn({ err, subject }, 'trails left to expire'))
  }
}

/** To be started before the tables of what may be erased: what they read must not come back. */
export function followErasures(
  kafka: KafkaCluster,
  apply: (erasure: Erasure) => void,
): Service & ReadinessCheck {
  return followTopic(kafka, {
    topic: erasures,
    apply: (erasure) => void (erasure && apply(erasure)),
    sinceMs: SINCE_MS,
  })
}
