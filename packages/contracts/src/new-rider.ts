import { type Static, Type } from 'typebox'
import { Identifier } from './identifiers.ts'
import { Text } from './text.ts'

/** What the merchant says of a new rider. The name is what customers see. */
export const NewRider = Type.Object({ name: Type.Optional(Text(100)) }, { additionalProperties: false })
export type NewRider = Static<typeof NewRider>

/** The answer to a new rider: the key goes into the rider's phone. */
export const RiderCredentials = Type.Object({
  riderId: Identifier,
  riderKey: Type.String(),
  riderUrl: Type.String({
    description:
      'Opens the rider page with the key, which stands behind the `#`: no server is told it. Good as a QR code.',
  }),
})
export type RiderCredentials = Static<typeof RiderCredentials>
