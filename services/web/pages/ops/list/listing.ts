import type { UnassignedDelivery, WorkingRider } from '@doorstep/contracts'
import { type Standing, standingOf, standsOut } from '../standing/standing.ts'
import type { OperationsView } from '../stream/operations-view.ts'

/** What of everything is listed, and stands out on the map. */
export const filters = ['all', 'busy', 'late', 'silent', 'off-route', 'free', 'waiting'] as const
export type Filter = (typeof filters)[number]

export interface ListedRider {
  readonly rider: WorkingRider
  readonly standing: Standing
}

/** A rider, or a delivery that waits for one. */
export type Entry = ListedRider | { readonly waiting: UnassignedDelivery }

export interface Listing {
  /** What needs somebody first. */
  readonly entries: readonly Entry[]
  /** Whether they are listed or not. */
  readonly everybody: readonly ListedRider[]
  /** How many there are of each, before anything is searched for. */
  readonly counts: Readonly<Record<Filter, number>>
}

interface Wanted {
  readonly filter: Filter
  readonly text: string
  /** By the server's clock. */
  readonly now: number
}

/** What is wanted of all there is. */
export function listingOf({ riders, unassigned }: OperationsView, { filter, text, now }: Wanted): Listing {
  const everybody = [...riders.values()].map((rider) => ({ rider, standing: standingOf(rider, now) }))
  const waiting = [...unassigned.values()]
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)

  const listed = everybody
    .filter(({ standing }) => isOf(filter, standing))
    .filter(({ rider }) => hasAll(words, textsOf(rider)))
    .toSorted(byUrgency)
  const listedWaiting = waiting
    .filter(
      (delivery) => (filter === 'all' || filter === 'waiting') && hasAll(words, textsOfDelivery(delivery)),
    )
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map((delivery) => ({ waiting: delivery }))
  return {
    entries: [...listed.filter(isUrgent), ...listedWaiting, ...listed.filter((rider) => !isUrgent(rider))],
    everybody,
    counts: {
      all: everybody.length + waiting.length,
      busy: count(everybody, 'busy'),
      late: count(everybody, 'late'),
      silent: count(everybody, 'silent'),
      'off-route': count(everybody, 'off-route'),
      free: count(everybody, 'free'),
      waiting: waiting.length,
    },
  }
}

export function isOf(filter: Filter, { activity, lateByMs, isSilent, offRouteSince }: Standing): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'busy':
      return activity !== 'free'
    case 'late':
      return lateByMs !== undefined
    case 'silent':
      return isSilent
    case 'off-route':
      return offRouteSince !== undefined
    case 'free':
      return activity === 'free'
    case 'waiting':
      return false
  }
}

const count = (all: readonly ListedRider[], filter: Filter) =>
  all.filter(({ standing }) => isOf(filter, standing)).length

const isUrgent = ({ standing }: ListedRider) => standsOut(standing)

const activities = ['carrying', 'fetching', 'free']

/** Late before silent before off route before all others; of each who has been so for longest first. Then in an order that stays. */
function byUrgency(a: ListedRider, b: ListedRider): number {
  return (
    (b.standing.lateByMs ?? 0) - (a.standing.lateByMs ?? 0) ||
    Number(b.standing.isSilent) - Number(a.standing.isSilent) ||
    (a.standing.isSilent ? silenceOf(b) - silenceOf(a) : 0) ||
    offRouteOf(a) - offRouteOf(b) ||
    activities.indexOf(a.standing.activity) - activities.indexOf(b.standing.activity) ||
    nameOf(a.rider).localeCompare(nameOf(b.rider)) ||
    (a.rider.riderId < b.rider.riderId ? -1 : 1)
  )
}

const silenceOf = ({ standing }: ListedRider) => standing.ageMs ?? Number.MAX_SAFE_INTEGER

/** Comparable where two are on their route: infinity less itself would be no number. */
const offRouteOf = ({ standing }: ListedRider) => standing.offRouteSince ?? Number.MAX_SAFE_INTEGER

/** What a rider is called: their name, else the beginning of their id. */
export function nameOf({ name, riderId }: Pick<WorkingRider, 'name' | 'riderId'>): string {
  return name ?? riderId.slice(0, 8)
}

function hasAll(words: readonly string[], texts: readonly (string | undefined)[]): boolean {
  if (words.length === 0) return true
  const said = texts.join(' ').toLowerCase()
  return words.every((word) => said.includes(word))
}

function textsOf({ riderId, name, tasks }: WorkingRider): readonly (string | undefined)[] {
  return [riderId, name, ...tasks.flatMap(textsOfDelivery)]
}

function textsOfDelivery({
  deliveryId,
  pickup,
  dropoff,
}: Pick<UnassignedDelivery, 'deliveryId' | 'pickup' | 'dropoff'>): readonly (string | undefined)[] {
  return [deliveryId, pickup.address, dropoff.address]
}
