import { Type } from 'typebox'
import { RequestError } from '../errors.ts'

/** Where a page of a list by time ended: enough to go on, also when what it ended with was erased meanwhile. */
export interface PageEnd {
  readonly at: number
  readonly id: string
}

export const TimeCursor = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,80}$',
  description: 'As `nextCursor` had it.',
})

/** A time in base 36, of no more digits than what a `Date`, and a timestamp of Postgres, can hold. */
const SHAPE = /^([0-9a-z]{1,10})-(.+)$/

export function timeCursorOf({ at, id }: PageEnd): string {
  return `${at.toString(36)}-${id}`
}

/** Undefined for what is no cursor. */
export function pageEndOf(cursor: string): PageEnd | undefined {
  const [, time = '', id = ''] = SHAPE.exec(cursor) ?? []
  return id === '' ? undefined : { at: Number.parseInt(time, 36), id }
}

/** Where the page before ended; undefined for the first. Throws 400 `CURSOR_UNKNOWN` for what is no cursor. */
export function pageEndBefore(cursor: string | undefined): PageEnd | undefined {
  if (cursor === undefined) return undefined
  const end = pageEndOf(cursor)
  if (end === undefined)
    throw new RequestError(400, 'CURSOR_UNKNOWN', 'The cursor is none that this list has given.')
  return end
}
