import { type Static, Type } from 'typebox'
import { rejectCodes } from './location.ts'

/** The answer to a phone: what is durable, what was refused for good, and when to report next. */
export const IngestAnswer = Type.Object({
  accepted: Type.Integer({ minimum: 0 }),
  rejected: Type.Array(
    Type.Object({ index: Type.Integer({ minimum: 0 }), code: Type.Enum([...rejectCodes]) }),
  ),
  nextPingMs: Type.Integer({ minimum: 0, description: 'Milliseconds until the next report is useful.' }),
})

export type IngestAnswer = Static<typeof IngestAnswer>
