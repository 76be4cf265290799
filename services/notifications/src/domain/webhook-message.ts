import type { NotificationKind } from '@doorstep/contracts'

export interface NotificationToSend {
  readonly deliveryId: string
  readonly kind: NotificationKind
  readonly at: number
}

/** The body as Standard Webhooks has it, the same at each try. Thin: whoever wants more asks the API, with its key. */
export function webhookMessage({ deliveryId, kind, at }: NotificationToSend): string {
  return JSON.stringify({
    type: `delivery.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { deliveryId, kind, at },
  })
}
