/** Five and a half hours of a position each second, about 5 MB. */
export const MOST_KEPT = 20_000

/**
 * What goes when there is no room left: every second one of the older half. The track of a long time without network
 * gets coarser where it is oldest, and never ends or has a hole; its first position and the newest half stay.
 */
export function thinnedOut<Item>(oldestFirst: readonly Item[]): Item[] {
  return oldestFirst.slice(0, Math.floor(oldestFirst.length / 2)).filter((_, index) => index % 2 === 1)
}
