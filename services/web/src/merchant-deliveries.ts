import { DeliveryPage } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { Compile } from 'typebox/compile'
import type { DemoDelivery } from './routes/demo.ts'

const TIMEOUT_MS = 2_000

const page = Compile(DeliveryPage)

/** Asks `deliveries`, as the merchant, for the newest page. */
export function merchantDeliveries(options: {
  readonly deliveriesUrl: string
  readonly apiKey: string
}): () => Promise<readonly DemoDelivery[]> {
  const url = new URL('/v1/deliveries', options.deliveriesUrl)
  const headers = { authorization: `Bearer ${options.apiKey}` }

  return async () => {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (!response.ok) throw new Error(`answered ${response.status}`)
      return page.Parse(await response.json()).deliveries
    } catch (cause) {
      throw new UnavailableError('deliveries does not answer.', { cause })
    }
  }
}
