import type { Dispatch } from '../domain/dispatch.ts'

/** The body as Standard Webhooks has it, the same at each try. Thin: whoever wants more asks the API, with its key. */
export function webhookMessage({
  deliveryId,
  kind,
  at,
}: Pick<Dispatch, 'deliveryId' | 'kind' | 'at'>): string {
  return JSON.stringify({
    type: `delivery.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { deliveryId, kind, at },
  })
}
