import type { MerchantDelivery, WorkingRider } from '@doorstep/contracts'
import { useEffect, useState } from 'preact/hooks'
import { askWith } from '../../api-key/ask-with-key.ts'
import { currentTask } from './selection.ts'

/** What the merchant knows of the delivery that a rider is at. Asked for one rider at a time: a thousand ways are more than a map shows. */
export function useMerchantDelivery(
  rider: WorkingRider | undefined,
  apiKey: string,
): MerchantDelivery | undefined {
  const [known, setKnown] = useState<MerchantDelivery>()
  const deliveryId = rider && currentTask(rider)?.deliveryId

  useEffect(() => {
    if (deliveryId === undefined) return
    const over = new AbortController()
    askWith(apiKey)(`/v1/deliveries/${encodeURIComponent(deliveryId)}`, { signal: over.signal })
      .then((response): Promise<MerchantDelivery> => response.json())
      // The page does without.
      .then(setKnown, () => {})
    return () => over.abort()
  }, [deliveryId, apiKey])

  return known?.deliveryId === deliveryId ? known : undefined
}
