import {
  type DeliveryEvent,
  deliveryEvents,
  deliveryLocation,
  type Erasure,
  erasures,
  type LocationFix,
} from '@doorstep/contracts'
import {
  createConsumer,
  type Handler,
  type KafkaCluster,
  type Publisher,
  subscription,
} from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'

/** As many as a fetch of 1 MiB brings of a partition: the larger a transaction, the less it costs a row (ADR 0037). */
const CHUNK_FIXES = 5_000

export interface Handlers {
  readonly fixes: Handler<LocationFix>
  readonly deliveries: Handler<DeliveryEvent>
  readonly erased: Handler<Erasure>
}

export function analyticsConsumer(
  kafka: KafkaCluster,
  publisher: Publisher,
  { fixes, deliveries, erased }: Handlers,
  pace: { readonly fetchBytes: number; readonly partitionsAtOnce: number },
): Service & ReadinessCheck {
  return createConsumer(kafka, {
    groupId: 'analytics',
    publisher,
    ...pace,
    subscriptions: [
      subscription(deliveryLocation, fixes, { chunkRecords: CHUNK_FIXES }),
      subscription(deliveryEvents, deliveries),
      subscription(erasures, erased),
    ],
  })
}
