import { type Static, Type } from 'typebox'
import { Identifier, Timestamp } from './identifiers.ts'
import { Location } from './location.ts'
import { Place } from './place.ts'
import { OpenDelivery } from './rider-assignments.ts'

/** When the rider is at the door, as instants: a rider who rides as expected does not move them. */
export const Arrival = Type.Object(
  { earliestAt: Timestamp, latestAt: Timestamp },
  { description: 'Between the two four times in five; known once the order is picked up.' },
)
export type Arrival = Static<typeof Arrival>

/** A rider's open delivery as operators see it. */
export const RiderTask = Type.Object({
  ...Type.Omit(OpenDelivery, ['route']).properties,
  rideMs: Type.Optional(
    Type.Integer({ minimum: 0, description: 'What the way from pickup to drop-off takes, as planned.' }),
  ),
  arrival: Type.Optional(Arrival),
  offRouteSince: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'Since when the rider is off the route, as `off-route` is notified; absent once back.',
    }),
  ),
})
export type RiderTask = Static<typeof RiderTask>

/** A rider at work: with an open delivery, or heard of within the last minutes. */
export const WorkingRider = Type.Object({
  riderId: Type.String(),
  name: Type.Optional(Type.String()),
  tasks: Type.Array(RiderTask, { description: 'In the order in which they were assigned.' }),
  fix: Type.Optional(Type.Object(Location.properties, { description: 'The newest, however old.' })),
})
export type WorkingRider = Static<typeof WorkingRider>

/** A delivery that nobody has been given. */
export const UnassignedDelivery = Type.Object({
  deliveryId: Identifier,
  pickup: Place,
  dropoff: Place,
  promisedAt: Type.Optional(Timestamp),
  createdAt: Timestamp,
})
export type UnassignedDelivery = Static<typeof UnassignedDelivery>

const count = (description: string) => Type.Integer({ minimum: 0, description })

/** How customers keep up: counts since the process that tells them started. */
export const CustomersServed = Type.Object(
  {
    connections: count('Open now.'),
    conflated: count('Positions left out because a connection was slow and a newer one had come.'),
    closed: Type.Object(
      { tooSlow: count('What they were sent was not being read.') },
      { description: 'Connections that the process closed, by reason.' },
    ),
    since: Type.Integer({
      minimum: 0,
      description: 'When the process began to count; two messages with the same make a rate.',
    }),
  },
  { description: 'The customers of the process that sends this, of no other.' },
)
export type CustomersServed = Static<typeof CustomersServed>

const customers = Type.Optional(CustomersServed)

const at = Type.Integer({ minimum: 0, description: "When this was so, by the server's clock." })

/** Everybody at work, and every delivery that waits for somebody. */
export const OperationsSnapshot = Type.Object({
  type: Type.Literal('snapshot'),
  at,
  riders: Type.Array(WorkingRider),
  unassigned: Type.Array(UnassignedDelivery),
  customers,
})
export type OperationsSnapshot = Static<typeof OperationsSnapshot>

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const { lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, batteryPct, charging } = Location.properties

/** A rider's newest fix as a row: most of what this stream carries, so the names are left out. */
export const FixRow = Type.Tuple([
  Type.String({ description: 'riderId' }),
  lat,
  lon,
  recordedAt,
  orNull(accuracyM),
  orNull(speedMps),
  orNull(bearingDeg),
  orNull(batteryPct),
  orNull(charging),
])
export type FixRow = Static<typeof FixRow>

/**
 * What is different since the message before. Of each rider and delivery only how it is now: who reads slowly gets fewer
 * messages with more in each. Sent without anything in it, too, so that silence means the stream is dead.
 */
export const OperationsChanges = Type.Object({
  type: Type.Literal('changes'),
  at,
  riders: Type.Array(WorkingRider, { description: 'New, or with other tasks. Replaces what was known.' }),
  fixes: Type.Array(FixRow, { description: 'Of riders with nothing else that is new.' }),
  gone: Type.Array(Type.String(), { description: 'Riders who are not at work any more.' }),
  unassigned: Type.Array(UnassignedDelivery, { description: 'New, or changed.' }),
  taken: Type.Array(Identifier, { description: 'Deliveries that were unassigned and are not any more.' }),
  customers,
})
export type OperationsChanges = Static<typeof OperationsChanges>

/** What an operator's socket carries: a snapshot first, then changes. */
export const OperationsMessage = Type.Union([OperationsSnapshot, OperationsChanges])
export type OperationsMessage = Static<typeof OperationsMessage>
