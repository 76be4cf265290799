import { type Static, Type } from 'typebox'
import { Position } from './position.ts'
import { Text } from './text.ts'

/** A stop: where, and what people call it. */
export const Place = Type.Object(
  { ...Position.properties, address: Type.Optional(Text(200)) },
  { additionalProperties: false },
)

export type Place = Static<typeof Place>
