import type { DeliveryStatus, Place, RiderDeliveries, RiderStop, StopKind } from '@doorstep/contracts'

/** Something a rider did at a stop. */
export interface StatusReport {
  readonly deliveryId: string
  readonly status: Extract<DeliveryStatus, 'picked-up' | 'delivered'>
}

/** Where a delivery takes its rider next, and what there is to say when it is done. */
export interface Stop extends StatusReport {
  readonly kind: StopKind
  readonly place: Place
  readonly promisedAt?: number | undefined
}

/** The next stop of each delivery, in the order in which stops are to be made, as if all that was reported were known. */
export function stopsOf(
  { deliveries, stops }: RiderDeliveries,
  reports: readonly StatusReport[] = [],
): Stop[] {
  const order = stops.map(({ deliveryId, kind }) => `${deliveryId} ${kind}`)
  const rankOf = ({ deliveryId, kind }: Stop) => order.indexOf(`${deliveryId} ${kind}`)
  return nextOfEach(deliveries, reports).toSorted((a, b) => rankOf(a) - rankOf(b))
}

function nextOfEach(deliveries: readonly RiderStop[], reports: readonly StatusReport[]): Stop[] {
  return deliveries.flatMap((delivery): Stop | [] => {
    const { deliveryId, pickup, dropoff, promisedAt } = delivery
    const reported = reports.filter((report) => report.deliveryId === deliveryId).map(({ status }) => status)
    if (reported.includes('delivered')) return []
    const onItsWay = delivery.status === 'picked-up' || reported.includes('picked-up')
    return onItsWay
      ? { deliveryId, kind: 'dropoff', place: dropoff, status: 'delivered', promisedAt }
      : { deliveryId, kind: 'pickup', place: pickup, status: 'picked-up', promisedAt }
  })
}

/** The one that was chosen, for as long as it is there; else the first. */
export function currentOf(stops: readonly Stop[], chosen: string | undefined): Stop | undefined {
  return stops.find(({ deliveryId }) => deliveryId === chosen) ?? stops[0]
}

/** Whether there is a stop that this report would be of. */
export function awaits(stops: readonly Stop[], { deliveryId, status }: StatusReport): boolean {
  return stops.some((stop) => stop.deliveryId === deliveryId && stop.status === status)
}
