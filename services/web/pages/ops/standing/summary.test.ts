import { describe, expect, it } from 'vitest'
import { english } from '../../words/english.ts'
import { aFixOf, aRider, aTask, MINUTE_MS, NOW } from './a-rider.ts'
import { standingOf } from './standing.ts'
import { badgeOf, placeName, whenThere } from './summary.ts'

const language = { locale: 'en-GB', code: 'en', messages: english } as const
const arrival = { earliestAt: NOW + 4 * MINUTE_MS, latestAt: NOW + 6 * MINUTE_MS }

describe('a badge says', () => {
  it.each([
    [
      'late before silent',
      aRider({ fix: aFixOf(5 * MINUTE_MS), tasks: [aTask({ promisedAt: NOW - 3 * MINUTE_MS })] }),
      { kind: 'late', label: '3 min late' },
    ],
    [
      'silent, and for how long',
      aRider({ fix: aFixOf(5 * MINUTE_MS) }),
      { kind: 'silent', label: 'silent 5 min' },
    ],
    [
      'off route, and for how long',
      aRider({ tasks: [aTask({ offRouteSince: NOW - 2 * MINUTE_MS })] }),
      { kind: 'off-route', label: 'off route 2 min' },
    ],
    ['live', aRider(), { kind: 'live', label: 'Live' }],
    ['the age of what is neither', aRider({ fix: aFixOf(18_000) }), { kind: 'aged', label: '18 s ago' }],
  ])('%s', (_what, rider, expected) => {
    expect(badgeOf(standingOf(rider, NOW), NOW, language)).toEqual(expected)
  })

  it('that a rider with a delivery was never heard of', () => {
    const { fix: _fix, ...unheard } = aRider({ tasks: [aTask({ assignedAt: NOW - 5 * MINUTE_MS })] })
    expect(badgeOf(standingOf(unheard, NOW), NOW, language)).toMatchObject({ label: 'never heard of' })
  })
})

it.each([
  ['minutes, as a band', aTask({ arrival }), NOW, '4–6 min'],
  ['under a minute', aTask({ arrival }), arrival.latestAt, '< 1 min'],
  [
    'the promise, before the pickup',
    aTask({ arrival, status: 'assigned', promisedAt: NOW }),
    NOW,
    /^by \d\d:\d\d$/,
  ],
  ['nothing, if nothing is known', aTask(), NOW, ''],
])('an arrival is told in %s', (_how, task, now, expected) => {
  expect(whenThere(task, now, language)).toMatch(expected)
})

it('a place without an address is told by where it is', () => {
  expect(placeName({ lat: 60.17123, lon: 24.9 }, language)).toBe('60.1712, 24.9')
})
