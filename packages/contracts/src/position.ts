import { type Static, Type } from 'typebox'

/** WGS 84 degrees. */
export const Position = Type.Object({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lon: Type.Number({ minimum: -180, maximum: 180 }),
})

export type Position = Static<typeof Position>
