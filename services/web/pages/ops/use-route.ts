import type { MerchantDelivery, Position, WorkingRider } from '@doorstep/contracts'
import { useEffect, useState } from 'preact/hooks'
import { currentTask } from './selection.ts'

interface KnownRoute {
  readonly deliveryId: string
  readonly points: readonly Position[] | undefined
}

/** The way of the delivery that a rider is at. Asked for one rider at a time: a thousand ways are more than a map shows. */
export function useRoute(rider: WorkingRider | undefined, apiKey: string): readonly Position[] | undefined {
  const [known, setKnown] = useState<KnownRoute>()
  const deliveryId = rider && currentTask(rider)?.deliveryId

  useEffect(() => {
    if (deliveryId === undefined) return
    const over = new AbortController()
    askRoute(deliveryId, apiKey, over.signal).then(
      (points) => setKnown({ deliveryId, points }),
      // The map does without.
      () => {},
    )
    return () => over.abort()
  }, [deliveryId, apiKey])

  return known?.deliveryId === deliveryId ? known?.points : undefined
}

async function askRoute(
  deliveryId: string,
  apiKey: string,
  signal: AbortSignal,
): Promise<readonly Position[] | undefined> {
  const response = await fetch(`/v1/deliveries/${encodeURIComponent(deliveryId)}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal,
  })
  if (!response.ok) throw new Error(`the delivery answered ${response.status}`)
  const { route }: MerchantDelivery = await response.json()
  return route?.points
}
