import type { IngestAnswer, Location } from '@doorstep/contracts'
import { type Answer, post } from './answer.ts'
import type { Kept } from './kept-items.ts'

/** The most that one request may carry: MAX_LOCATIONS_PER_REPORT. */
export const MOST_PER_REQUEST = 500

export async function postLocations(
  key: string,
  items: readonly Kept<Location>[],
): Promise<Answer<IngestAnswer>> {
  const answer = await post('/v1/locations', key, { locations: items.map(({ item }) => item) })
  if (answer.kind !== 'taken') return answer
  // What something else took, say the sign-in page of a hotel's network, the API did not.
  return isIngestAnswer(answer.body)
    ? { kind: 'taken', body: answer.body }
    : { kind: 'later', retryAfterMs: 0 }
}

function isIngestAnswer(body: unknown): body is IngestAnswer {
  return (
    typeof body === 'object' &&
    body !== null &&
    'accepted' in body &&
    'rejected' in body &&
    'nextPingMs' in body
  )
}
