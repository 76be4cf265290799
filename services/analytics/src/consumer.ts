import { type DeliveryEvent, deliveryEvents, deliveryLocation, type LocationFix } from '@doorstep/contracts'
import {
  createConsumer,
  type Handler,
  type KafkaCluster,
  type Publisher,
  subscription,
} from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'

export interface Handlers {
  readonly fixes: Handler<LocationFix>
  readonly deliveries: Handler<DeliveryEvent>
}

export function analyticsConsumer(
  kafka: KafkaCluster,
  publisher: Publisher,
  { fixes, deliveries }: Handlers,
): Service & ReadinessCheck {
  return createConsumer(kafka, {
    groupId: 'analytics',
    publisher,
    subscriptions: [subscription(deliveryLocation, fixes), subscription(deliveryEvents, deliveries)],
  })
}
