/** Where webhooks go, with settings of its own. */
export interface Endpoint {
  readonly webhookId: string
  readonly url: string
  /** Which of the secrets that are derived for it signs. 0: the installation's. */
  readonly generation: number
  /** The generation before signs too until then. */
  readonly previousUntil?: number
  readonly disabledAt?: number
  readonly createdAt: number
}

/** The endpoint that a delivery's URL means: what stands behind `?` or `#` tells deliveries apart, not receivers. */
export function endpointUrlOf(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** The generations that sign now, newest first: two while one is being replaced. */
export function signingGenerations(
  { generation, previousUntil = 0 }: Endpoint,
  now: number,
): readonly number[] {
  return generation > 0 && now < previousUntil ? [generation, generation - 1] : [generation]
}
