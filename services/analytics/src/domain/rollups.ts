import { type Cell, cellOf } from './cell.ts'
import { type Measures, nothing, sumOf } from './measures.ts'
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

function hoursOf(changes: readonly Change[]): RiderHour[] {
  const hours = new Map<string, RiderHour>()
  for (const change of changes) {
    const { riderId, at } = change
    const hourAt = floor(at, HOUR_MS)
    const key = `${hourAt} ${riderId}`
    const hour = hours.get(key) ?? { ...nothing, riderId, hourAt, firstFixAt: at, lastFixAt: at }
    hours.set(key, {
      riderId,
      hourAt,
      ...sumOf(hour, change),
      firstFixAt: Math.min(hour.firstFixAt, at),
      lastFixAt: Math.max(hour.lastFixAt, at),
    })
  }
  return [...hours.values()]
}

/** In one order for all, so that two writers never wait for one another. */
function cellsOf(changes: readonly Change[]): CellSlot[] {
  const slots = new Map<string, CellSlot>()
  for (const change of changes) {
    const cell = cellOf(change)
    const slotAt = floor(change.at, SLOT_MS)
    const key = `${slotAt} ${cell}`
    slots.set(key, { cell, slotAt, ...sumOf(slots.get(key) ?? nothing, change) })
  }
  return [...slots].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot)
}

function deliveriesOf(changes: readonly Change[], rides: readonly Ride[]): DeliveryRide[] {
  return rides.flatMap((ride) => {
    const own = changes.filter((change) => isPartOf(ride, change))
    return own.length === 0 ? [] : [{ deliveryId: ride.deliveryId, ...own.reduce<Measures>(sumOf, nothing) }]
  })
}

/** A segment belongs to the moment at which it ends. */
function isPartOf({ riderId, pickedUpAt, endedAt }: Ride, change: Change): boolean {
  return change.riderId === riderId && change.at > pickedUpAt && change.at <= endedAt
}

function floor(at: number, ms: number): number {
  return Math.floor(at / ms) * ms
}
