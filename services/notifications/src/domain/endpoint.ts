import { type Answer, isAccepted, isGone } from './dispatch-fate.ts'

export const disablingReasons = ['gone', 'failing'] as const
/** It answered 410, or accepted nothing for days. */
export type DisablingReason = (typeof disablingReasons)[number]

/** Where webhooks go, with settings of its own. */
export interface Endpoint {
  readonly webhookId: string
  readonly url: string
  /** Which of the secrets that are derived for it signs. 0: the installation's. */
  readonly generation: number
  /** The generation before signs too until then. */
  readonly previousUntil?: number
  /** Since when it has accepted nothing, of what was tried. */
  readonly failingSince?: number
  readonly disabled?: { readonly at: number; readonly because: DisablingReason }
  readonly createdAt: number
}

/** Longer than all the tries of one webhook take (75 h), and than a long weekend. */
export const DISABLED_AFTER_MS = 5 * 24 * 3_600_000

/** What an answer changes about who gave it; undefined if nothing. */
export type EndpointChange =
  | { readonly to: 'failing' | 'well' | 'gone' }
  /** If it has been failing since then, and not been well in between. */
  | { readonly to: 'given-up'; readonly failingSince: number }

export function endpointAfter(
  answer: Answer,
  failingSince: number | undefined,
  now: number,
): EndpointChange | undefined {
  // That it is none we send to says nothing of how it is.
  if ('refusal' in answer) return undefined
  if (isGone(answer)) return { to: 'gone' }
  if (isAccepted(answer)) return failingSince === undefined ? undefined : { to: 'well' }
  if (failingSince === undefined) return { to: 'failing' }
  return now - failingSince >= DISABLED_AFTER_MS ? { to: 'given-up', failingSince } : undefined
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
