import type {
  CustomersServed,
  FixRow,
  Location,
  OperationsMessage,
  UnassignedDelivery,
  WorkingRider,
} from '@doorstep/contracts'

/** All that the page knows: everybody at work and every delivery that waits. Times are the server's clock. */
export interface OperationsView {
  readonly riders: ReadonlyMap<string, WorkingRider>
  readonly unassigned: ReadonlyMap<string, UnassignedDelivery>
  /** How far the server's clock is ahead of this device's: what is more than that was delay. */
  readonly clockAheadMs: number
  /** When the server last said something, by its clock. Absent until it did. */
  readonly asOf?: number
  /** Of the process that this page is connected to. Absent where it does not tell. */
  readonly customers?: CustomersServed
}

export const nothingHeard: OperationsView = {
  riders: new Map(),
  unassigned: new Map(),
  clockAheadMs: Number.NEGATIVE_INFINITY,
}

/** What is known after a message that arrived `now`, by this device's clock. */
export function applied(view: OperationsView, message: OperationsMessage, now: number): OperationsView {
  const { customers } = message
  const clockAheadMs = Math.max(view.clockAheadMs, message.at - now)
  const isSnapshot = message.type === 'snapshot'
  const riders = new Map(isSnapshot ? [] : view.riders)
  const unassigned = new Map(isSnapshot ? [] : view.unassigned)

  for (const rider of message.riders) riders.set(rider.riderId, rider)
  for (const delivery of message.unassigned) unassigned.set(delivery.deliveryId, delivery)
  if (message.type === 'changes') {
    for (const row of message.fixes) move(riders, row)
    for (const riderId of message.gone) riders.delete(riderId)
    for (const deliveryId of message.taken) unassigned.delete(deliveryId)
  }
  return { riders, unassigned, clockAheadMs, asOf: message.at, ...(customers && { customers }) }
}

/** What time it is where the riders' fixes are counted from. */
export function serverTime({ clockAheadMs }: OperationsView, now: number): number {
  return Number.isFinite(clockAheadMs) ? now + clockAheadMs : now
}

function move(riders: Map<string, WorkingRider>, row: FixRow): void {
  const rider = riders.get(row[0])
  if (rider !== undefined) riders.set(rider.riderId, { ...rider, fix: locationIn(row) })
}

function locationIn(row: FixRow): Location {
  const [, lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, batteryPct, charging] = row
  return {
    lat,
    lon,
    recordedAt,
    ...(accuracyM !== null && { accuracyM }),
    ...(speedMps !== null && { speedMps }),
    ...(bearingDeg !== null && { bearingDeg }),
    ...(batteryPct !== null && { batteryPct }),
    ...(charging !== null && { charging }),
  }
}
