import type { Delivery, Position, Stop } from '@doorstep/contracts'

/** The stops that a delivery has left. */
export function stopsLeft({ deliveryId, status }: Pick<Delivery, 'deliveryId' | 'status'>): Stop[] {
  const dropoff: Stop = { deliveryId, kind: 'dropoff' }
  switch (status) {
    case 'assigned':
      return [{ deliveryId, kind: 'pickup' }, dropoff]
    case 'picked-up':
      return [dropoff]
    default:
      return []
  }
}

/** All stops of a rider's open deliveries: those that are left in the order they had, those of new deliveries at the end. */
export function stopsAhead(before: readonly Stop[], open: readonly Delivery[]): Stop[] {
  const left = open.flatMap(stopsLeft)
  const kept = before.filter((stop) => left.some((other) => isSame(stop, other)))
  return [...kept, ...left.filter((stop) => !kept.some((other) => isSame(stop, other)))]
}

export type Reordering =
  | { readonly ok: true; readonly stops: readonly Stop[] }
  | { readonly ok: false; readonly refusal: { readonly reason: 'other-stops' | 'dropoff-before-pickup' } }

/** The wanted order, if it has each stop that is ahead once and none else, and nothing is handed over before it is fetched. */
export function reordered(ahead: readonly Stop[], wanted: readonly Stop[]): Reordering {
  const isWhole =
    wanted.length === ahead.length && ahead.every((stop) => wanted.some((other) => isSame(stop, other)))
  if (!isWhole) return { ok: false, refusal: { reason: 'other-stops' } }
  const isFetchedFirst = wanted.every(
    ({ deliveryId, kind }, at) =>
      kind === 'dropoff' || !wanted.slice(0, at).some((earlier) => earlier.deliveryId === deliveryId),
  )
  if (!isFetchedFirst) return { ok: false, refusal: { reason: 'dropoff-before-pickup' } }
  return { ok: true, stops: wanted }
}

/** In the order of the stop that each has next. */
export function inOrderOf<Open extends { readonly deliveryId: string }>(
  stops: readonly Stop[],
  open: readonly Open[],
): Open[] {
  const order = [...new Set(stops.map(({ deliveryId }) => deliveryId))]
  return open.toSorted((a, b) => order.indexOf(a.deliveryId) - order.indexOf(b.deliveryId))
}

/** Where it is. */
export function placeOf({ deliveryId, kind }: Stop, open: readonly Delivery[]): Position | undefined {
  return open.find((delivery) => delivery.deliveryId === deliveryId)?.[kind]
}

function isSame(one: Stop, other: Stop): boolean {
  return one.deliveryId === other.deliveryId && one.kind === other.kind
}
