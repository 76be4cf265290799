import { expect, it } from 'vitest'
import { answerOf } from './answer.ts'

const after = (seconds?: string) => new Headers(seconds === undefined ? {} : { 'retry-after': seconds })

it.each([
  ['202 is taken', 202, { accepted: 1 }, { kind: 'taken', body: { accepted: 1 } }],
  ['400 is refused for good', 400, { code: 'MALFORMED' }, { kind: 'refused', code: 'MALFORMED' }],
  ['413 is refused for good', 413, { code: 'TOO_LARGE' }, { kind: 'refused', code: 'TOO_LARGE' }],
  [
    '409 is refused for good',
    409,
    { code: 'ILLEGAL_TRANSITION' },
    { kind: 'refused', code: 'ILLEGAL_TRANSITION' },
  ],
  ['401 is about the key', 401, { code: 'RIDER_KEY_MISSING' }, { kind: 'key-refused' }],
  ['403 in words that are new is about the key', 403, { code: 'KEY_REVOKED' }, { kind: 'key-refused' }],
  ['403 of a key is about the key', 403, { code: 'RIDER_KEY_WRONG' }, { kind: 'key-refused' }],
  ['200 with a page instead of an answer passes', 200, undefined, { kind: 'later', retryAfterMs: 0 }],
  ['400 of something that is not the API passes', 400, undefined, { kind: 'later', retryAfterMs: 0 }],
  ['403 of something that is not the API passes', 403, '<html>', { kind: 'later', retryAfterMs: 0 }],
  ['429 passes', 429, { code: 'TOO_MANY_REQUESTS' }, { kind: 'later', retryAfterMs: 0 }],
  [
    '403 of another rider’s delivery is not',
    403,
    { code: 'NOT_THE_ASSIGNED_RIDER' },
    { kind: 'refused', code: 'NOT_THE_ASSIGNED_RIDER' },
  ],
  [
    '404 of a server that lacks the path passes',
    404,
    { code: 'ROUTE_NOT_FOUND' },
    { kind: 'later', retryAfterMs: 0 },
  ],
  ['500 passes', 500, undefined, { kind: 'later', retryAfterMs: 0 }],
])('%s', (_rule, status, body, answer) => {
  expect(answerOf(status, after(), body)).toEqual(answer)
})

it.each([
  [503, '7', 7_000],
  [429, '1', 1_000],
  [503, 'Wed, 21 Oct 2026 07:28:00 GMT', 0],
  [503, undefined, 0],
])('%d with Retry-After %s waits %d ms at least', (status, seconds, retryAfterMs) => {
  expect(answerOf(status, after(seconds), undefined)).toEqual({ kind: 'later', retryAfterMs })
})
