import { type Static, Type } from 'typebox'
import { IngestAnswer } from './ingest-answer.ts'
import { LocationBatch } from './location-report.ts'

/** A phone's own name for one of its frames; the answer has it again. */
const FrameId = Type.Union([Type.Integer(), Type.String({ maxLength: 64 })])

/** What a phone sends over `/v1/locations/stream`. Unknown fields are refused. */
export const StreamFrame = Type.Object(
  { id: FrameId, ...LocationBatch.properties },
  { additionalProperties: false },
)
export type StreamFrame = Static<typeof StreamFrame>

/** As over HTTP: what was accepted is durable. Frames are answered in the order in which they were sent. */
export const StreamAnswer = Type.Object({ id: FrameId, ...IngestAnswer.properties })
export type StreamAnswer = Static<typeof StreamAnswer>

/** Nothing of this frame is known to be durable; those after it have answers of their own. */
export const StreamError = Type.Object({
  id: Type.Union([FrameId, Type.Null({ description: 'It could not be read.' })]),
  error: Type.Object({
    code: Type.String(),
    message: Type.Optional(Type.String()),
    retryAfterMs: Type.Optional(
      Type.Integer({ description: 'When to send it again. Without it the frame itself is at fault.' }),
    ),
  }),
})
export type StreamError = Static<typeof StreamError>
