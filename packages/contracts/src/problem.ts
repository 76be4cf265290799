import { type Static, Type } from 'typebox'

/** RFC 9457 problem details, with a stable `code` for machines. Sent as `application/problem+json`. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
})

export type Problem = Static<typeof Problem>
