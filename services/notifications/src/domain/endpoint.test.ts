import { describe, expect, it } from 'vitest'
import type { Answer } from './dispatch-fate.ts'
import { DISABLED_AFTER_MS, endpointAfter } from './endpoint.ts'

const NOW = 1_700_000_000_000
const FIVE_DAYS_AGO = NOW - DISABLED_AFTER_MS
const failure = { failure: 'TIMEOUT' }

describe('endpointAfter', () => {
  it.each<[string, Answer, number | undefined, ReturnType<typeof endpointAfter>]>([
    ['a first failure', { status: 500 }, undefined, { to: 'failing' }],
    ['a first redirect', { status: 302 }, undefined, { to: 'failing' }],
    ['no answer', failure, undefined, { to: 'failing' }],
    ['one more failure', failure, NOW - 1_000, undefined],
    ['nothing accepted for almost five days', failure, NOW - DISABLED_AFTER_MS + 1, undefined],
    [
      'nothing accepted for five days',
      failure,
      FIVE_DAYS_AGO,
      { to: 'given-up', failingSince: FIVE_DAYS_AGO },
    ],
    ['acceptance, as always', { status: 200 }, undefined, undefined],
    ['acceptance after however many failures', { status: 204 }, NOW - 2 * DISABLED_AFTER_MS, { to: 'well' }],
    ['410', { status: 410 }, undefined, { to: 'gone' }],
    ['an address that we refuse', { refusal: 'NOT_PUBLIC' }, NOW - 2 * DISABLED_AFTER_MS, undefined],
  ])('after %s', (_what, answer, failingSince, change) => {
    expect(endpointAfter(answer, failingSince, NOW)).toEqual(change)
  })
})
