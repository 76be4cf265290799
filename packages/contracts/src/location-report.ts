import { type Static, Type } from 'typebox'
import { Location } from './location.ts'

/** Half a kilobyte each leaves room below the limit of a request's body. */
export const MAX_LOCATIONS_PER_REPORT = 500

/** What a phone saved up, in the order in which it is to be taken. Unknown fields are refused. */
export const LocationBatch = Type.Object(
  { locations: Type.Array(Location, { minItems: 1, maxItems: MAX_LOCATIONS_PER_REPORT }) },
  { additionalProperties: false },
)
export type LocationBatch = Static<typeof LocationBatch>

/** What a phone posts. */
export const LocationReport = Type.Union([Location, LocationBatch])
export type LocationReport = Static<typeof LocationReport>
