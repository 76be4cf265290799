import { Type } from 'typebox'

/** What people type in one line. Control characters and lone surrogates are refused: they end up in mail headers and break JSON. */
export const Text = (maxLength: number) =>
  Type.String({ maxLength, pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$' })
