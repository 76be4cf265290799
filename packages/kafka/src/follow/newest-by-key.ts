/** What of each key's record is of use, by key. */
export interface NewestByKey<Event, Kept> {
  of(key: string): Kept | undefined
  /** Takes a key's record unless it is older than the one held; undefined once the key was deleted. */
  apply(event: Event | undefined, key: string): void
}

/** For a topic whose records of a key replace one another, whole. An outbox may send an old one again, late (ADR 20). */
export function newestByKey<Event extends { readonly updatedAt: number }, Kept>(
  /** `before`: what was kept of the record that this one replaces. */
  kept: (event: Event, before: Kept | undefined) => Kept,
): NewestByKey<Event, Kept> {
  const entries = new Map<string, { readonly updatedAt: number; readonly kept: Kept }>()

  return {
    of: (key) => entries.get(key)?.kept,
    apply(event, key) {
      const before = entries.get(key)
      if (event === undefined) entries.delete(key)
      else if (event.updatedAt >= (before?.updatedAt ?? 0))
        entries.set(key, { updatedAt: event.updatedAt, kept: kept(event, before?.kept) })
    },
  }
}
