import type { Erased, ErasureStore } from '../store/erasures.ts'

export class UsageError extends Error {}

const USAGE = `One of
  rider <riderId>
  delivery <deliveryId> …
  customer <e-mail address or name>`

export interface ErasureRequest {
  readonly what: string
  readonly ids: readonly string[]
  readonly now: number
}

/** What was erased, and when. */
export interface ErasureOutcome {
  readonly subject: 'rider' | 'customer'
  readonly erasedAt: number
  readonly deliveries: number
}

/** Whoever is on their way is not erased: their deliveries have to end first. */
export async function erase(
  store: ErasureStore,
  { what, ids, now }: ErasureRequest,
): Promise<ErasureOutcome> {
  const [first] = ids
  if (first === undefined) throw new UsageError(USAGE)
  switch (what) {
    case 'rider': {
      const deliveries = countOf(await store.eraseRider(first, now))
      return { subject: 'rider', erasedAt: now, deliveries }
    }
    case 'delivery':
      return eraseDeliveries(store, ids, now)
    case 'customer': {
      const found = await store.deliveriesFor(first)
      if (found.length === 0) throw new UsageError('No delivery is for this customer.')
      return eraseDeliveries(store, found, now)
    }
    default:
      throw new UsageError(USAGE)
  }
}

async function eraseDeliveries(
  store: ErasureStore,
  deliveryIds: readonly string[],
  now: number,
): Promise<ErasureOutcome> {
  let deliveries = 0
  for (const deliveryId of deliveryIds) deliveries += countOf(await store.eraseDelivery(deliveryId, now))
  return { subject: 'customer', erasedAt: now, deliveries }
}

function countOf(erased: Erased): number {
  if (erased.ok) return erased.deliveries
  throw new UsageError(`Not while ${erased.open} of their deliveries are open: end them, then erase.`)
}
