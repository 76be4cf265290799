import { type Static, Type } from 'typebox'

const position = { lat: Type.Number(), lon: Type.Number() }

/** Where people live and work: a house number on a street. */
export const CityAddress = Type.Object({ address: Type.String({ minLength: 1 }), ...position })
export type CityAddress = Static<typeof CityAddress>

export const Restaurant = Type.Object({
  name: Type.String({ minLength: 1 }),
  address: Type.String({ minLength: 1 }),
  ...position,
})
export type Restaurant = Static<typeof Restaurant>

export const CityPlaces = Type.Object({
  restaurants: Type.Array(Restaurant),
  addresses: Type.Array(CityAddress),
})
export type CityPlaces = Static<typeof CityPlaces>

/** Every place has a street to ride on within this distance. */
export const REACHABLE_METRES = 60
