import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import {
  createConsumer,
  type Handler,
  type KafkaCluster,
  type Publisher,
  subscription,
} from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'

/** A process that was killed is to be replaced within 3 s (ADR 0039). */
const MISSED_AFTER_MS = 2_000

/** Where a rider was before that helps nobody: a page says by then that their signal is lost. */
const OF_USE_FOR_MS = 2 * 60_000

export function locationConsumer(
  kafka: KafkaCluster,
  publisher: Publisher,
  handler: Handler<LocationFix>,
): Service & ReadinessCheck {
  return createConsumer(kafka, {
    groupId: 'live',
    subscriptions: [subscription(deliveryLocation, handler)],
    publisher,
    missedAfterMs: MISSED_AFTER_MS,
    sinceMs: OF_USE_FOR_MS,
  })
}
