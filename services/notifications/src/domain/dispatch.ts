import type { NotificationKind } from '@doorstep/contracts'

export const channels = ['webhook'] as const
export type Channel = (typeof channels)[number]

export const dispatchStates = ['pending', 'delivered', 'failed', 'disabled'] as const
export type DispatchState = (typeof dispatchStates)[number]

/** One notification on its way to one target. */
export interface Dispatch {
  readonly notificationId: string
  readonly deliveryId: string
  readonly kind: NotificationKind
  readonly at: number
  readonly channel: Channel
  /** Where to, as the channel says it: a URL, a mailbox. */
  readonly target: string
}
