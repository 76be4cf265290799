import { describe, expect, it } from 'vitest'
import { aFixOf, aRider, aTask, MINUTE_MS, NOW } from './a-rider.ts'
import { lateBy, standingOf } from './standing.ts'

describe('a delivery is late', () => {
  const arrival = { earliestAt: NOW + 5 * MINUTE_MS, latestAt: NOW + 9 * MINUTE_MS }

  it.each([
    ['never without a promise', {}, undefined],
    ['not while it can be on time', { promisedAt: arrival.earliestAt, arrival }, undefined],
    ['by what the earliest arrival misses the promise', { promisedAt: arrival.earliestAt - 1, arrival }, 1],
    [
      'once the promise is past, though it was expected before',
      { promisedAt: NOW - 1, arrival: { earliestAt: NOW - 9, latestAt: NOW } },
      1,
    ],
    ['when nothing is known but the promise, once that is past', { promisedAt: NOW - 3 }, 3],
    [
      'before the pickup, if the way alone takes too long',
      { status: 'assigned', promisedAt: NOW + 1_000, rideMs: 1_500 },
      500,
    ],
    [
      'and not if the way can be made',
      { status: 'assigned', promisedAt: NOW + 1_000, rideMs: 1_000 },
      undefined,
    ],
  ] as const)('%s', (_rule, fields, expected) => {
    expect(lateBy(aTask(fields), NOW)).toBe(expected)
  })

  it('and a rider by the latest of theirs', () => {
    const tasks = [aTask({ promisedAt: NOW - 1_000 }), aTask({ promisedAt: NOW - 5_000 }), aTask()]
    expect(standingOf(aRider({ tasks }), NOW).lateByMs).toBe(5_000)
    expect(standingOf(aRider(), NOW)).not.toHaveProperty('lateByMs')
  })
})

describe('a rider is silent', () => {
  it.each([
    ['not within 45 s', aRider({ fix: aFixOf(44_999) }), false],
    ['from 45 s on', aRider({ fix: aFixOf(45_000) }), true],
    [
      'never without a delivery: they may have gone home',
      aRider({ tasks: [], fix: aFixOf(10 * MINUTE_MS) }),
      false,
    ],
  ])('%s', (_rule, rider, silent) => {
    expect(standingOf(rider, NOW).isSilent).toBe(silent)
  })

  it('a minute after the first delivery, if never heard of at all', () => {
    const { fix: _fix, ...unheard } = aRider({ tasks: [aTask({ assignedAt: NOW - MINUTE_MS })] })
    expect(standingOf(unheard, NOW).isSilent).toBe(false)
    expect(standingOf(unheard, NOW + 1).isSilent).toBe(true)
    expect(standingOf(unheard, NOW)).not.toHaveProperty('ageMs')
  })
})

it('a rider is off route since the first of their routes was left', () => {
  const tasks = [aTask({ offRouteSince: NOW - 1_000 }), aTask({ offRouteSince: NOW - 5_000 }), aTask()]
  expect(standingOf(aRider({ tasks }), NOW).offRouteSince).toBe(NOW - 5_000)
  expect(standingOf(aRider(), NOW)).not.toHaveProperty('offRouteSince')
})

it.each([
  ['carrying', [aTask({ status: 'assigned' }), aTask()]],
  ['fetching', [aTask({ status: 'assigned' })]],
  ['free', []],
])('is %s', (activity, tasks) => {
  expect(standingOf(aRider({ tasks }), NOW).activity).toBe(activity)
})

it('a clock that is ahead makes no negative age', () => {
  expect(standingOf(aRider({ fix: aFixOf(-2_000) }), NOW).ageMs).toBe(0)
})
