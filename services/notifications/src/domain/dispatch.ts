import {
  type CustomerKind,
  customerKinds,
  type NotificationKind,
  notificationKinds,
} from '@doorstep/contracts'

export const channels = ['webhook', 'email', 'push'] as const
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
  /** Where to, as the channel says it: a URL, or `customer`, whose address is looked up. */
  readonly target: string
}

/** Worth a letter: what still holds when it is read. */
export const mailedKinds = [
  'picked-up',
  'late',
  'delivered',
  'failed',
] as const satisfies readonly NotificationKind[]
export type MailedKind = (typeof mailedKinds)[number]

/** What there is to be told by each channel. */
export const offeredKinds = {
  webhook: notificationKinds,
  email: mailedKinds,
  push: customerKinds,
} as const satisfies Record<Channel, readonly NotificationKind[]>

export interface KindsByChannel {
  readonly webhook: NotificationKind[]
  readonly email: MailedKind[]
  readonly push: CustomerKind[]
}

export function isMailed(kind: NotificationKind): kind is MailedKind {
  return mailedKinds.some((other) => other === kind)
}
