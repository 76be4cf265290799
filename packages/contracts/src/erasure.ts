import { type Static, Type } from 'typebox'
import { Identifier, Timestamp } from './identifiers.ts'

/** A customer is known by their deliveries alone. */
export const erasureSubjects = ['rider', 'delivery'] as const

/** Somebody's right to be forgotten: whoever keeps something of them erases it, or cuts what leads to them. Idempotent. */
export const Erasure = Type.Object({
  subject: Type.Enum([...erasureSubjects]),
  id: Identifier,
  erasedAt: Timestamp,
})
export type Erasure = Static<typeof Erasure>
