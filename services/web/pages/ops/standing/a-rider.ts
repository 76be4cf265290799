import type { Location, RiderTask, WorkingRider } from '@doorstep/contracts'

/** Of these tests: the server's clock. */
export const NOW = 1_700_000_000_000
export const MINUTE_MS = 60_000

const pickup = { lat: 60.17, lon: 24.93, address: 'Bulevardi 6' }
const dropoff = { lat: 60.17, lon: 24.95, address: 'Vilhonkatu 5' }

export function aTask(fields: Partial<RiderTask> = {}): RiderTask {
  return { deliveryId: 'd-1', status: 'picked-up', pickup, dropoff, assignedAt: NOW - MINUTE_MS, ...fields }
}

/** Seen so long ago. */
export function aFixOf(ageMs: number, fields: Partial<Location> = {}): Location {
  return { lat: 60.17, lon: 24.94, recordedAt: NOW - ageMs, ...fields }
}

export function aRider(fields: Partial<WorkingRider> = {}): WorkingRider {
  return { riderId: 'r-1', tasks: [aTask()], fix: aFixOf(1_000), ...fields }
}
