import { type Static, Type } from 'typebox'
import { Timestamp } from './identifiers.ts'
import { Position } from './position.ts'

const measured = {
  ...Position.properties,
  recordedAt: Type.Integer({ minimum: 0, description: "Event time: the phone's clock, Unix milliseconds." }),
  accuracyM: Type.Optional(Type.Number({ minimum: 0, description: 'Radius of 68 % confidence, metres.' })),
  speedMps: Type.Optional(Type.Number({ minimum: 0, description: 'Metres per second.' })),
  bearingDeg: Type.Optional(
    Type.Number({ minimum: 0, maximum: 360, description: 'Degrees clockwise from north.' }),
  ),
  altitudeM: Type.Optional(Type.Number({ description: 'Metres above the ellipsoid.' })),
  batteryPct: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  charging: Type.Optional(Type.Boolean()),
}

/** What a rider's phone posts: one position it recorded. Unknown fields are refused. */
export const Location = Type.Object(measured, { additionalProperties: false })

export type Location = Static<typeof Location>

/** The protocols a fix can arrive by: our own, by request and by WebSocket, and what phone apps speak. */
export const sources = ['http', 'stream', 'osmand', 'traccar', 'owntracks', 'overland'] as const
export type Source = (typeof sources)[number]

/**
 * One location of one rider, as the topic `delivery-location` carries it. `(riderId, recordedAt)` identifies it:
 * the same fix seen twice is the same fix. Unknown fields are allowed, so that a producer may add one first.
 */
export const LocationFix = Type.Object({
  ...measured,
  riderId: Type.String({ minLength: 1, maxLength: 64 }),
  receivedAt: Type.Integer({ minimum: 0, description: "Ingestion time: ingest's clock, Unix milliseconds." }),
  source: Type.String({ description: 'The protocol it arrived by.' }),
})

export type LocationFix = Static<typeof LocationFix>

/** Why something a phone app sent is no location at all. Our own protocol refuses such a report as malformed. */
export const unusableCodes = ['NO_POSITION', 'NO_TIME', 'UNREADABLE'] as const
export type UnusableCode = (typeof unusableCodes)[number]

/** Why `ingest` refused a location for good: the phone must not send it again. */
export const rejectCodes = [
  'FUTURE',
  'TOO_OLD',
  'INACCURATE',
  'IMPLAUSIBLE_SPEED',
  'ZERO_ISLAND',
  'OFF_DUTY',
  ...unusableCodes,
] as const
export type RejectCode = (typeof rejectCodes)[number]

/** A location that `ingest` refused, as `delivery-location.rejects` keeps it. */
export const LocationReject = Type.Object({
  riderId: Type.String({ minLength: 1, maxLength: 64 }),
  code: Type.Enum([...rejectCodes]),
  receivedAt: Timestamp,
  source: Type.String(),
  /** Absent from what is no location. */
  location: Type.Optional(Type.Object(measured)),
})

export type LocationReject = Static<typeof LocationReject>
