import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import {
  createConsumer,
  type Handler,
  type KafkaCluster,
  type Publisher,
  subscription,
} from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'

export function locationConsumer(
  kafka: KafkaCluster,
  publisher: Publisher,
  handler: Handler<LocationFix>,
): Service & ReadinessCheck {
  return createConsumer(kafka, {
    groupId: 'live',
    subscriptions: [subscription(deliveryLocation, handler)],
    publisher,
  })
}
