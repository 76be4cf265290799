import { type Static, Type } from 'typebox'
import { Position } from './position.ts'

/** A stop: where, and what people call it. */
export const Place = Type.Object(
  { ...Position.properties, address: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)

export type Place = Static<typeof Place>
