import type { Position } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { Progress } from '../domain/watched-delivery.ts'

type Place = {
  [Field in keyof Progress]-?: NonNullable<Progress[Field]> extends Position ? Field : never
}[keyof Progress]

/** Every field of `Progress` that says where somebody was: without a later one this does not compile. */
const places = { standing: true, atDoor: true } satisfies Record<Place, true>

/** The column `progress` as it stays when where a delivery went is forgotten. */
export const withoutPlaces = (sql: Sql) => sql`progress - ${Object.keys(places)}::text[]`
