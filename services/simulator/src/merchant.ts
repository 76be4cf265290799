import { CreatedDelivery, Delivery, type NewDelivery, RiderCredentials } from '@doorstep/contracts'
import { type Api, ApiRefusal } from './api.ts'
import { type Patience, persistently } from './persistently.ts'

/** The shop's side: hires riders, takes orders and gives them out. Waits for the API for as long as it is away. */
export interface Merchant {
  hire(name: string, patience: Patience): Promise<RiderCredentials>
  /** Orders and assigns; the answer carries the route. Tried again under the same idempotency key, so never twice. */
  order(order: NewDelivery, riderId: string, patience: Patience): Promise<Delivery>
  find(deliveryId: string, patience: Patience): Promise<Delivery>
}

export function createMerchant(api: Api, key: string): Merchant {
  const find: Merchant['find'] = (deliveryId, patience) =>
    persistently(patience, () =>
      api.get(`/v1/deliveries/${deliveryId}`, { key, answer: Delivery, signal: patience.signal }),
    )

  async function assign(deliveryId: string, riderId: string, patience: Patience): Promise<Delivery> {
    const path = `/v1/deliveries/${deliveryId}/assign`
    const request = { key, body: { riderId }, answer: Delivery, signal: patience.signal }
    try {
      return await persistently(patience, () => api.post(path, request))
    } catch (error) {
      // The answer to an earlier try may have been lost: then it is ours already.
      if (!isIllegalTransition(error)) throw error
      const delivery = await find(deliveryId, patience)
      if (delivery.status !== 'assigned' || delivery.riderId !== riderId) throw error
      return delivery
    }
  }

  return {
    find,
    hire: (name, patience) =>
      persistently(patience, () =>
        api.post('/v1/riders', { key, body: { name }, answer: RiderCredentials, signal: patience.signal }),
      ),
    async order(order, riderId, patience) {
      // Not from the seed: a second run of the simulator must not be taken for a repetition of the first.
      const idempotencyKey = crypto.randomUUID()
      const { deliveryId } = await persistently(patience, () =>
        api.post('/v1/deliveries', {
          key,
          body: order,
          idempotencyKey,
          answer: CreatedDelivery,
          signal: patience.signal,
        }),
      )
      return assign(deliveryId, riderId, patience)
    },
  }
}

export function isIllegalTransition(error: unknown): boolean {
  return error instanceof ApiRefusal && error.code === 'ILLEGAL_TRANSITION'
}
