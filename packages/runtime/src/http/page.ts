import { Type } from 'typebox'

const DEFAULT_LIMIT = 50

/** Of a list: how many at once. */
export const PageLimit = Type.String({
  pattern: '^([1-9][0-9]?|100)$',
  description: `1 to 100; ${DEFAULT_LIMIT} if absent.`,
})

export interface PageOf<Item> {
  readonly items: Item[]
  /** To be spread into the answer: where the next page begins, if there is one. */
  readonly next: { readonly nextCursor?: string }
}

/** One page of a list. `find` is asked for one more than fits, which tells whether there is a next page. */
export async function pageOf<Item>(
  limit: string | undefined,
  find: (limit: number) => Promise<readonly Item[]>,
  cursorOf: (last: Item) => string,
): Promise<PageOf<Item>> {
  const fits = Number(limit ?? DEFAULT_LIMIT)
  const found = await find(fits + 1)
  const items = found.slice(0, fits)
  const last = found.length > fits ? items.at(-1) : undefined
  return { items, next: last === undefined ? {} : { nextCursor: cursorOf(last) } }
}
