import type { Delivery, DeliveryEvent } from '@doorstep/contracts'

/** What analytics keeps of a delivery: no place, no name, no contact. */
export type DeliveryRecord = Pick<DeliveryEvent, 'version'> &
  Pick<
    Delivery,
    'deliveryId' | 'status' | 'riderId' | 'createdAt' | 'promisedAt' | 'assignedAt' | 'pickedUpAt' | 'endedAt'
  >

/** The newest record of each delivery, whatever the order of the events. */
export function newestRecords(events: readonly DeliveryEvent[]): DeliveryRecord[] {
  const newest = new Map<string, DeliveryEvent>()
  for (const event of events) {
    const { deliveryId } = event.delivery
    if (event.version > (newest.get(deliveryId)?.version ?? 0)) newest.set(deliveryId, event)
  }
  return [...newest.values()].map(recordOf)
}

function recordOf({ version, delivery }: DeliveryEvent): DeliveryRecord {
  const { pickup, dropoff, customer, webhook, route, riderName, ...kept } = delivery
  return { version, ...kept }
}
