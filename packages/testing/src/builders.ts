import type { Delivery, DeliveryEvent, LocationFix, OpenDelivery } from '@doorstep/contracts'

/** 14 November 2023, 22:13:20 UTC. */
const AT = 1_700_000_000_000

const pickup = { lat: 60.1699, lon: 24.9384 }
const dropoff = { lat: 60.1654, lon: 24.9488 }

/** A valid fix; a test names only the fields it is about. */
export function aFix(fields: Partial<LocationFix> = {}): LocationFix {
  return {
    riderId: 'r-1',
    recordedAt: AT,
    receivedAt: AT + 250,
    ...pickup,
    accuracyM: 5,
    source: 'http',
    ...fields,
  }
}

/** A delivery as its merchant sees it, just created. */
export function aDelivery(fields: Partial<Delivery> = {}): Delivery {
  return { deliveryId: 'd-1', status: 'created', pickup, dropoff, createdAt: AT, ...fields }
}

/** A delivery as `rider-assignments` carries it, on its way to the customer. */
export function anOpenDelivery(fields: Partial<OpenDelivery> = {}): OpenDelivery {
  return {
    deliveryId: 'd-1',
    status: 'picked-up',
    pickup,
    dropoff,
    assignedAt: AT,
    pickedUpAt: AT + 60_000,
    ...fields,
  }
}

/** The first event of a delivery; `delivery` is the delivery right after it. */
export function aDeliveryEvent(fields: Partial<DeliveryEvent> = {}): DeliveryEvent {
  return { type: 'created', version: 1, at: AT, delivery: aDelivery(), ...fields }
}
