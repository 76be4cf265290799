import type { Language, NotificationKind, Position } from '@doorstep/contracts'

/** The latest notification of one kind. */
export interface Told {
  readonly times: number
  readonly at: number
}

/** What the rules remember of one delivery. A later rule adds its own field; it is stored as it is. */
export interface Progress {
  readonly told: Readonly<Partial<Record<NotificationKind, Told>>>
  /** When the newest fix seen was recorded: all older ones are late. */
  readonly newestFixAt?: number
  /** Since when the rider has been certain to be near the drop-off. */
  readonly nearSince?: number | undefined
  readonly atDoor?: AtDoor | undefined
  /** When the rider was last certain to be at the door, too fast to stay. */
  readonly cameToDoorAt?: number | undefined
  readonly heard?: Heard
  readonly standing?: Standing | undefined
  /** Since when the rider has been certain to be off the route. */
  readonly astraySince?: number | undefined
  /** It was carried along with another one: its rider has other stops, so its route says nothing. */
  readonly carriedAlong?: true
}

/** Where the rider has been certain to be at the door without passing by, since when by the phone's clock. */
export interface AtDoor extends Position {
  readonly since: number
}

/** When the rider was heard of, by ingest's clock: the latest time, and since when there was no gap. */
export interface Heard {
  readonly since: number
  readonly at: number
}

/** Where the rider has not been certain to have left, since when by ingest's clock. */
export interface Standing extends Position {
  readonly since: number
  /** Since when the rider has been certain to be elsewhere, by the phone's clock. */
  readonly leftAt?: number
}

/** One delivery as this service knows it: the facts of its latest event, and the progress its rider has made since. */
export interface WatchedDelivery {
  readonly deliveryId: string
  /** Of its latest event; 0 before the first. */
  readonly version: number
  readonly riderId?: string
  readonly dropoff?: Position
  /** To the drop-off along streets, coarse. */
  readonly route?: readonly Position[]
  readonly promisedAt?: number
  readonly pickedUpAt?: number
  readonly endedAt?: number
  readonly webhookUrl?: string
  readonly mailbox?: { readonly email: string; readonly language: Language }
  readonly progress: Progress
  /** No fix can matter any more: the rider's stream has passed the end, or every rule about fixes has notified. */
  readonly over: boolean
  /** When to look at it though nothing happened: at the first alarm's time or before. */
  readonly wakeAt?: number
}

export function unknownDelivery(deliveryId: string): WatchedDelivery {
  return { deliveryId, version: 0, progress: { told: {} }, over: false }
}

/** Whether its rider is still on the way with it: after the arrival nobody needs to be alarmed. */
export function isUnderWay({ pickedUpAt, endedAt, progress }: WatchedDelivery): boolean {
  return pickedUpAt !== undefined && endedAt === undefined && progress.told.arrived === undefined
}
