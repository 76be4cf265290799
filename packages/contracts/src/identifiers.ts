import { Type } from 'typebox'

/** Made by us, carried in keys, paths and tokens: letters, digits, `-` and `_` only. */
export const Identifier = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })

/** Unix milliseconds, up to what a `Date` can hold. */
export const Timestamp = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })
