import type { Kept, KeptItems } from './kept-items.ts'

/** For tests: in memory, in the order in which they were added. */
export function keptInMemory<Item>(
  first: readonly Kept<Item>[] = [],
): KeptItems<Item> & { readonly rows: readonly Kept<Item>[] } {
  const rows = [...first]
  return {
    rows,
    add: async (kept) => void rows.push(kept),
    oldest: async (limit) => rows.slice(0, limit),
    async remove(told) {
      rows.splice(0, rows.length, ...rows.filter(({ at }) => told.every((gone) => gone.at !== at)))
    },
    count: async () => rows.length,
  }
}
