import { DeliveryEvent } from './delivery-event.ts'
import { DeliveryNotification } from './delivery-notification.ts'
import { DeliveryWatch } from './delivery-watch.ts'
import { Erasure } from './erasure.ts'
import { LocationFix, LocationReject } from './location.ts'
import { RiderAssignments } from './rider-assignments.ts'
import { RiderKeyValidity } from './rider-key.ts'
import { defineTopic } from './topic.ts'

const DAY_MS = 24 * 3600 * 1000

/** 12 divides by 2, 3, 4 and 6 consumers. */
const PARTITIONS = 12

/** What a consumer may be behind without losing a fix, and how late a phone may report one. */
export const LOCATION_RETENTION_MS = DAY_MS

/** Keyed by rider, so that one rider's fixes stay on one partition and keep their order. */
export const deliveryLocation = defineTopic({
  name: 'delivery-location',
  eventType: 'location-fix.v1',
  schema: LocationFix,
  keyOf: (fix) => fix.riderId,
  partitions: PARTITIONS,
  cleanup: { policy: 'delete', retentionMs: LOCATION_RETENTION_MS },
})

export const locationRejects = defineTopic({
  name: 'delivery-location.rejects',
  eventType: 'location-reject.v1',
  schema: LocationReject,
  keyOf: (reject) => reject.riderId,
  partitions: 3,
  cleanup: { policy: 'delete', retentionMs: DAY_MS },
})

/** Ordered per delivery. */
export const deliveryEvents = defineTopic({
  name: 'delivery-events',
  eventType: 'delivery-event.v1',
  schema: DeliveryEvent,
  keyOf: (event) => event.delivery.deliveryId,
  partitions: PARTITIONS,
  cleanup: { policy: 'delete', retentionMs: 30 * DAY_MS },
})

/** A global table: read whole by each process that needs it, then followed. */
export const riderAssignments = defineTopic({
  name: 'rider-assignments',
  eventType: 'rider-assignments.v1',
  schema: RiderAssignments,
  keyOf: (assignments) => assignments.riderId,
  partitions: 3,
  cleanup: { policy: 'compact' },
})

/** A global table. Has the riders of whom a key was revoked; survives whoever follows it. */
export const riderKeys = defineTopic({
  name: 'rider-keys',
  eventType: 'rider-key-validity.v1',
  schema: RiderKeyValidity,
  keyOf: (validity) => validity.riderId,
  partitions: 3,
  cleanup: { policy: 'compact' },
})

/** Who was erased, for as long as somebody may read something of them again. Ids without names. */
export const erasures = defineTopic({
  name: 'erasures',
  eventType: 'erasure.v1',
  schema: Erasure,
  keyOf: ({ subject, id }) => `${subject}.${id}`,
  partitions: 3,
  cleanup: { policy: 'compact' },
})

export const deliveryNotifications = defineTopic({
  name: 'delivery-notifications',
  eventType: 'delivery-notification.v1',
  schema: DeliveryNotification,
  keyOf: (notification) => notification.deliveryId,
  partitions: PARTITIONS,
  cleanup: { policy: 'delete', retentionMs: 7 * DAY_MS },
})

/** Leases that soon end: only the newest minute says anything, so nothing is compacted. */
export const deliveryWatches = defineTopic({
  name: 'delivery-watches',
  eventType: 'delivery-watch.v1',
  schema: DeliveryWatch,
  keyOf: (watch) => watch.deliveryId,
  partitions: 3,
  cleanup: { policy: 'delete', retentionMs: 3600 * 1000 },
})
