import type { PositionMessage, SnapshotMessage, TrackedDelivery } from '@doorstep/contracts'

/** 14 November 2023, 22:13:20 UTC. */
export const AT = 1_700_000_000_000

/** For tests: a delivery on its way; a test names only the fields it is about. */
export function aTrackedDelivery(fields: Partial<TrackedDelivery> = {}): TrackedDelivery {
  return {
    deliveryId: 'd-1',
    status: 'picked-up',
    pickup: { lat: 60.1699, lon: 24.9384 },
    dropoff: { lat: 60.1654, lon: 24.9488 },
    createdAt: AT - 900_000,
    pickedUpAt: AT - 60_000,
    ...fields,
  }
}

export function aSnapshot(fields: Partial<SnapshotMessage> = {}): SnapshotMessage {
  return { type: 'snapshot', delivery: aTrackedDelivery(), notifications: [], trail: [], ...fields }
}

export function aPosition(fields: Partial<PositionMessage> = {}): PositionMessage {
  return { type: 'position', cursor: '3:17', lat: 60.168, lon: 24.941, recordedAt: AT, ...fields }
}
