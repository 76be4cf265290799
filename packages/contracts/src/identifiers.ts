import { Type } from 'typebox'

/** Made by us, carried in keys, paths and tokens: letters, digits, `-` and `_` only. */
export const Identifier = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })

/** Unix milliseconds. */
export const Timestamp = Type.Integer({ minimum: 0 })
