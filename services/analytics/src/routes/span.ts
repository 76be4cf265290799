import { RequestError } from '@doorstep/runtime'
import { Type } from 'typebox'
import { faultOf, type Span } from '../domain/span.ts'

const DAY_MS = 24 * 3600 * 1000

/** In a query everything is text. */
const moment = (description: string) => Type.String({ pattern: '^\\d{1,15}$', description })

export const SpanQuery = Type.Object(
  {
    from: moment('Unix milliseconds.'),
    to: moment('Unix milliseconds; the moment itself is no longer in the span.'),
  },
  { additionalProperties: false },
)

/** The span that is asked for, or a refusal that says what is wrong with it. */
export function spanOf(query: { readonly from: string; readonly to: string }, maxDays: number): Span {
  const span = { from: Number(query.from), to: Number(query.to) }
  const fault = faultOf(span, maxDays * DAY_MS)
  if (fault === 'empty') throw new RequestError(400, 'SPAN_EMPTY', '`from` has to be before `to`')
  if (fault === 'too-long') {
    throw new RequestError(400, 'SPAN_TOO_LONG', `from \`from\` to \`to\` is more than ${maxDays} days`)
  }
  return span
}
