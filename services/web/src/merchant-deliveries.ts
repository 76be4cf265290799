import { CreatedDelivery, DeliveryPage, type NewDelivery, RiderCredentials } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { Compile } from 'typebox/compile'
import type { Demo, DemoDelivery } from './routes/demo.ts'

const TIMEOUT_MS = 2_000

const page = Compile(DeliveryPage)
const credentials = Compile(RiderCredentials)
const created = Compile(CreatedDelivery)

interface MerchantOptions {
  readonly deliveriesUrl: string
  readonly apiKey: string
}

/** Asks `deliveries`, as the demo's merchant. */
export function merchantDeliveries({ deliveriesUrl, apiKey }: MerchantOptions): Demo {
  async function ask(path: string, body?: object): Promise<unknown> {
    try {
      const response = await fetch(new URL(path, deliveriesUrl), {
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!response.ok) throw new Error(`answered ${response.status}`)
      return await response.json()
    } catch (cause) {
      throw new UnavailableError('deliveries does not answer.', { cause })
    }
  }

  /** The newest page. */
  async function listDeliveries(): Promise<readonly DemoDelivery[]> {
    return page.Parse(await ask('/v1/deliveries')).deliveries
  }

  return {
    apiKey,
    listDeliveries,
    /** Goes the way of the newest delivery once more: streets that the demo knows. */
    async hireRider() {
      const [newest] = await listDeliveries()
      const { riderId, riderUrl } = credentials.Parse(await ask('/v1/riders', { name: 'Guest' }))
      if (newest !== undefined) {
        const { pickup, dropoff } = newest
        const order: NewDelivery = { pickup, dropoff }
        const { deliveryId } = created.Parse(await ask('/v1/deliveries', order))
        await ask(`/v1/deliveries/${deliveryId}/assign`, { riderId })
      }
      return riderUrl
    },
  }
}
