import { Type } from 'typebox'

/** Of a list that is told page by page. */
export const NextCursor = Type.Optional(
  Type.String({ description: 'Send it as `cursor` for the next page; absent on the last one.' }),
)
