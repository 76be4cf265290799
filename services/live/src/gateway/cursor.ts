import { Cursor } from '@doorstep/contracts'
import { Compile } from 'typebox/compile'

const cursor = Compile(Cursor)

/** The cursor a client says it has come to. What cannot be one of ours counts as none: the client gets a snapshot. */
export function cursorFrom(given: unknown): string | undefined {
  return cursor.Check(given) ? given : undefined
}
