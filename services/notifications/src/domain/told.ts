import type { DeliveryNotification, NotificationKind } from '@doorstep/contracts'
import type { Progress, WatchedDelivery } from './watched-delivery.ts'

/** A delivery, and what there is to be told of it. */
export interface Step {
  readonly delivery: WatchedDelivery
  readonly notifications: readonly DeliveryNotification[]
}

export const nothingToTell = (delivery: WatchedDelivery): Step => ({ delivery, notifications: [] })

/** Whether what happened then has not been told of yet. */
export function isNews({ told }: Progress, kind: NotificationKind, happenedAt: number): boolean {
  return happenedAt > (told[kind]?.at ?? -Infinity)
}

/** The same notification has the same id, however often it is decided: receivers know it again. */
export function tell({ delivery, notifications }: Step, kind: NotificationKind, at: number): Step {
  const { deliveryId, progress } = delivery
  const occurrence = (progress.told[kind]?.times ?? 0) + 1
  const told = { ...progress.told, [kind]: { times: occurrence, at } }
  return {
    delivery: { ...delivery, progress: { ...progress, told } },
    notifications: [
      ...notifications,
      { notificationId: `${deliveryId}_${kind}_${occurrence}`, deliveryId, kind, occurrence, at },
    ],
  }
}
