import { setTimeout as delay } from 'node:timers/promises'

/** Long enough that those who reconnect do not arrive as one wave, short enough for a process told to stop. */
const SPREAD_MS = 2_000
const SLICES = 20

/** Does this to all of them, slice by slice over a short time. Resolves when it is done with each. */
export async function spread<Item>(
  items: Iterable<Item>,
  act: (item: Item) => Promise<void> | void,
  overMs = SPREAD_MS,
): Promise<void> {
  const all = [...items]
  const size = Math.ceil(all.length / SLICES)
  const acting: (Promise<void> | void)[] = []
  for (let from = 0; from < all.length; from += size) {
    if (from > 0) await delay(overMs / SLICES)
    acting.push(...all.slice(from, from + size).map(act))
  }
  await Promise.all(acting)
}
