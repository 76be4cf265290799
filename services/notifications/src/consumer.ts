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

export const GROUP = 'notifications'

export interface Handlers {
  readonly onEvents: Handler<DeliveryEvent>
  readonly onFixes: Handler<LocationFix>
  readonly onErasures: Handler<Erasure>
}

export function notificationsConsumer(
  kafka: KafkaCluster,
  publisher: Publisher,
  { onEvents, onFixes, onErasures }: Handlers,
): Service & ReadinessCheck {
  const subscriptions = [
    subscription(deliveryEvents, onEvents),
    subscription(deliveryLocation, onFixes),
    subscription(erasures, onErasures),
  ]
  return createConsumer(kafka, { groupId: GROUP, subscriptions, publisher })
}
