import { type Static, Type } from 'typebox'
import { DeliveryStatus, EndReason, Route } from './delivery.ts'
import { customerKinds } from './delivery-notification.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { Location } from './location.ts'
import { Place } from './place.ts'

/**
 * `<partition>:<offset>` of the fix behind a message. What no fix is behind carries the cursor its subscriber has come
 * to, so that one may resume after any message; absent until there is one.
 */
export const Cursor = Type.String({ pattern: '^\\d+:\\d+$' })

/** Arrival as a band: most likely between the two, durations from now. */
export const EtaBand = Type.Object({
  earliestMs: Type.Integer({ minimum: 0 }),
  latestMs: Type.Integer({ minimum: 0 }),
})
export type EtaBand = Static<typeof EtaBand>

/** Where the rider is, and how far along: what each new fix changes. */
const progress = {
  eta: Type.Optional(EtaBand),
  remainingM: Type.Optional(Type.Number({ minimum: 0, description: 'Metres left along the route.' })),
}

const cursor = Type.Optional(Cursor)

/** Where the rider is; `eta` and `remainingM` are told only of exact positions. */
export const TrackedPosition = Type.Object(
  {
    ...Location.properties,
    precision: Type.Optional(
      Type.Literal('cell', {
        description:
          'The rider is at another stop first: the middle of the H3 cell they are in, `accuracyM` its radius.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type TrackedPosition = Static<typeof TrackedPosition>

/** What a customer may know of a delivery: no other stop, no contact, no id of the rider. */
export const TrackedDelivery = Type.Object({
  deliveryId: Identifier,
  status: DeliveryStatus,
  pickup: Place,
  dropoff: Place,
  riderName: Type.Optional(Type.String()),
  promisedAt: Type.Optional(Timestamp),
  createdAt: Timestamp,
  assignedAt: Type.Optional(Timestamp),
  pickedUpAt: Type.Optional(Timestamp),
  endedAt: Type.Optional(Timestamp),
  endReason: Type.Optional(EndReason),
})
export type TrackedDelivery = Static<typeof TrackedDelivery>

export const TrackedNotification = Type.Object({ kind: Type.Enum([...customerKinds]), at: Timestamp })
export type TrackedNotification = Static<typeof TrackedNotification>

/** Only `lat`, `lon` and `recordedAt` of the positions before. */
export const TrailPoint = Type.Object({ lat: Type.Number(), lon: Type.Number(), recordedAt: Timestamp })
export type TrailPoint = Static<typeof TrailPoint>

/** All there is to know on joining. `position`, `trail`, `route` and `eta` only while the delivery is on its way. */
export const SnapshotMessage = Type.Object({
  type: Type.Literal('snapshot'),
  cursor,
  delivery: TrackedDelivery,
  notifications: Type.Array(TrackedNotification),
  position: Type.Optional(TrackedPosition),
  ageMs: Type.Optional(Type.Integer({ minimum: 0, description: 'Since the position was recorded.' })),
  trail: Type.Array(TrailPoint),
  route: Type.Optional(Route),
  ...progress,
})
export type SnapshotMessage = Static<typeof SnapshotMessage>

export const PositionMessage = Type.Object({
  type: Type.Literal('position'),
  cursor: Cursor,
  ...TrackedPosition.properties,
  ...progress,
})
export type PositionMessage = Static<typeof PositionMessage>

export const StatusMessage = Type.Object({
  type: Type.Literal('status'),
  cursor,
  delivery: TrackedDelivery,
  route: Type.Optional(Route),
})
export type StatusMessage = Static<typeof StatusMessage>

export const NotificationMessage = Type.Object({
  type: Type.Literal('notification'),
  cursor,
  ...TrackedNotification.properties,
})
export type NotificationMessage = Static<typeof NotificationMessage>

/** The last message: the delivery is over, the socket closes. */
export const EndedMessage = Type.Object({ type: Type.Literal('ended'), cursor, delivery: TrackedDelivery })
export type EndedMessage = Static<typeof EndedMessage>

/** The cursor is too old to resume from: forget what you have, a snapshot follows. */
export const ResetMessage = Type.Object({ type: Type.Literal('reset'), cursor })
export type ResetMessage = Static<typeof ResetMessage>

/** What a customer's socket carries, over WebSocket and SSE alike. */
export const LiveMessage = Type.Union([
  SnapshotMessage,
  PositionMessage,
  StatusMessage,
  NotificationMessage,
  EndedMessage,
  ResetMessage,
])
export type LiveMessage = Static<typeof LiveMessage>
