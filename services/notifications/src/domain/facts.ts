import type { DeliveryEvent, Route } from '@doorstep/contracts'
import { simplifiedLine } from '@doorstep/geo'
import type { WatchedDelivery } from './watched-delivery.ts'

/** A tenth of what is off the route: a few corners are kept of a hundred positions, to be read with each batch of fixes. */
const ROUTE_WITHIN_METRES = 15

/** What the rules need of a delivery; the rest is not kept. */
export function factsOf({ version, delivery }: DeliveryEvent): Omit<WatchedDelivery, 'progress' | 'over'> {
  const { deliveryId, riderId, dropoff, route, promisedAt, pickedUpAt, endedAt, webhook, customer } = delivery
  return {
    deliveryId,
    version,
    dropoff: { lat: dropoff.lat, lon: dropoff.lon },
    ...(riderId !== undefined && { riderId }),
    ...(route !== undefined && { route: coarse(route) }),
    ...(promisedAt !== undefined && { promisedAt }),
    ...(pickedUpAt !== undefined && { pickedUpAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(webhook !== undefined && { webhookUrl: webhook.url }),
    ...(customer?.email !== undefined && {
      mailbox: { email: customer.email, language: customer.language ?? 'en' },
    }),
  }
}

function coarse({ points }: Route) {
  return simplifiedLine(points, ROUTE_WITHIN_METRES).map(({ lat, lon }) => ({
    lat: metre(lat),
    lon: metre(lon),
  }))
}

/** Five decimals of a degree. */
function metre(degrees: number): number {
  return Number(degrees.toFixed(5))
}
