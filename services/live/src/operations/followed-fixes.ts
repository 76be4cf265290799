import { deliveryLocation } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import { type OnDemand, onDemand } from './on-demand.ts'
import type { RidersBoard } from './riders-board.ts'

/** A rider who was silent for longer is shown without a place, until they report again. */
const SINCE_MS = 30 * 60_000
/** More than this of a partition is not read to begin with: a second for a hundred thousand fixes. */
const NEWEST = 10_000

/** All fixes, read by each process of its own accord while an operator looks through it (ADR 0033). */
export function followedFixes(kafka: KafkaCluster, board: RidersBoard): OnDemand {
  return onDemand({
    create: () =>
      followTopic(kafka, {
        topic: deliveryLocation,
        apply: (fix) => void (fix && board.applyFix(fix)),
        sinceMs: SINCE_MS,
        newest: NEWEST,
      }),
    log: kafka.log,
  })
}
