import type { Cell } from './cell.ts'
import { cellFinder } from './cell-finder.ts'
import { add, type Growing, type Measures, nothing, sumOf } from './measures.ts'
import type { Change } from './splice.ts'

const HOUR_MS = 3600 * 1000
const SLOT_MS = 5 * 60_000

export interface RiderHour extends Measures {
  readonly riderId: string
  readonly hourAt: number
  readonly firstFixAt: number
  readonly lastFixAt: number
}

export interface CellSlot extends Measures {
  readonly cell: Cell
  readonly slotAt: number
}

/** A delivery that ended, from its pickup to its end. */
export interface Ride {
  readonly deliveryId: string
  readonly riderId: string
  readonly pickedUpAt: number
  readonly endedAt: number
}

export interface DeliveryRide extends Measures {
  readonly deliveryId: string
}

/** By how much each rollup changes; those that do not are left out. */
export interface Rollups {
  readonly hours: readonly RiderHour[]
  readonly cells: readonly CellSlot[]
  readonly deliveries: readonly DeliveryRide[]
}

export function rollupsOf(changes: readonly Change[], rides: readonly Ride[]): Rollups {
  return { hours: hoursOf(changes), cells: cellsOf(changes), deliveries: deliveriesOf(changes, rides) }
}

/** Changes come by rider and in event time, so most are of the same hour, and of the same cell, as the one before. */
function hoursOf(changes: readonly Change[]): RiderHour[] {
  const hours = new Map<string, Growing<RiderHour>>()
  let hour: Growing<RiderHour> | undefined
  for (const change of changes) {
    const { riderId, fix } = change
    const at = fix.recordedAt
    const hourAt = floor(at, HOUR_MS)
    if (hour?.hourAt !== hourAt || hour.riderId !== riderId) {
      const first = { ...nothing, riderId, hourAt, firstFixAt: at, lastFixAt: at }
      hour = heldOr(hours, `${hourAt} ${riderId}`, first)
    }
    add(hour, change)
    hour.firstFixAt = Math.min(hour.firstFixAt, at)
    hour.lastFixAt = Math.max(hour.lastFixAt, at)
  }
  return [...hours.values()]
}

/** In one order for all, so that two writers never wait for one another. */
function cellsOf(changes: readonly Change[]): CellSlot[] {
  const cellOf = cellFinder()
  const slots = new Map<string, Growing<CellSlot>>()
  let slot: Growing<CellSlot> | undefined
  for (const change of changes) {
    const cell = cellOf(change.fix)
    const slotAt = floor(change.fix.recordedAt, SLOT_MS)
    if (slot?.slotAt !== slotAt || slot.cell !== cell) {
      slot = heldOr(slots, `${slotAt} ${cell}`, { ...nothing, cell, slotAt })
    }
    add(slot, change)
  }
  return [...slots].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot)
}

function heldOr<Value>(map: Map<string, Value>, key: string, first: Value): Value {
  const held = map.get(key)
  if (held !== undefined) return held
  map.set(key, first)
  return first
}

function deliveriesOf(changes: readonly Change[], rides: readonly Ride[]): DeliveryRide[] {
  return rides.flatMap((ride) => {
    const own = changes.filter((change) => isPartOf(ride, change))
    return own.length === 0 ? [] : [{ deliveryId: ride.deliveryId, ...sumOf(own) }]
  })
}

/** A segment belongs to the moment at which it ends. */
function isPartOf(ride: Ride, { riderId, fix }: Change): boolean {
  return riderId === ride.riderId && fix.recordedAt > ride.pickedUpAt && fix.recordedAt <= ride.endedAt
}

function floor(at: number, ms: number): number {
  return Math.floor(at / ms) * ms
}
