/** Whether one fix tells that it is so, given how accurate it is. */
export type Certainty = 'so' | 'not so' | 'unsure'

export interface Dwell {
  /** Since when it has been so; undefined if it is not. */
  readonly since: number | undefined
  /** The same, once it has been so for long enough. */
  readonly happenedAt?: number
}

/**
 * What has been so in one fix, is in another some time later, and was not certainly otherwise in between. Fixes that
 * leave it open change nothing; one that jumped is over by then.
 */
export function dwellAfter(
  certainty: Certainty,
  {
    at,
    since,
    dwellMs,
  }: { readonly at: number; readonly since: number | undefined; readonly dwellMs: number },
): Dwell {
  if (certainty === 'unsure') return { since }
  if (certainty === 'not so') return { since: undefined }
  if (since === undefined) return { since: at }
  return at - since >= dwellMs ? { since, happenedAt: since } : { since }
}
