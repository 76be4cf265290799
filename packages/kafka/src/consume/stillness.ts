export interface Observed {
  readonly id: string
  /** Records that wait. */
  readonly lag: bigint
  /** Changes with each sign of life. */
  readonly mark: string
}

export interface Stillness {
  /** Which of these have had records waiting and shown no sign of life for too long. */
  stuck(observed: readonly Observed[], now: number): string[]
  /** Begins anew: what was not seen does not count. */
  forget(): void
}

export function stillness(stuckAfterMs: number): Stillness {
  let still = new Map<string, { readonly mark: string; readonly since: number }>()

  return {
    forget: () => still.clear(),
    stuck(observed, now) {
      const before = still
      still = new Map()
      for (const { id, lag, mark } of observed) {
        if (lag <= 0n) continue
        const known = before.get(id)
        still.set(id, known?.mark === mark ? known : { mark, since: now })
      }
      return [...still].filter(([, { since }]) => now - since >= stuckAfterMs).map(([id]) => id)
    },
  }
}
