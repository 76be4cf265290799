import { Type } from 'typebox'

export const DEFAULT_LIMIT = 50

export const Limit = Type.String({ pattern: '^([1-9][0-9]?|100)$', description: '1 to 100; 50 if absent.' })

/** Where the next page begins, if one more was found than fits. */
export function nextCursorOf<Item>(
  found: readonly Item[],
  limit: number,
  cursorOf: (last: Item) => string,
): { readonly nextCursor?: string } {
  const last = found.length > limit ? found[limit - 1] : undefined
  return last === undefined ? {} : { nextCursor: cursorOf(last) }
}
