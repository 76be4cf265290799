import { aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { createWhereabouts } from './whereabouts.ts'

const MINUTE_MS = 60_000
const NOW = 100 * MINUTE_MS
const fixAt = (recordedAt: number, lat: number) => aFix({ recordedAt, lat, lon: 0 })

it('knows the newest fix of a rider, whatever the order in which fixes come', () => {
  const whereabouts = createWhereabouts(() => NOW)
  whereabouts.apply(fixAt(NOW - 2, 2))
  whereabouts.apply(fixAt(NOW - 1, 1))
  whereabouts.apply(fixAt(NOW - 3, 3))
  expect(whereabouts.lastSeen('r-1')).toEqual({ at: NOW - 1, position: { lat: 1, lon: 0 } })
  expect(whereabouts.lastSeen('r-2')).toBeUndefined()
})

it.each([
  { minutes: 10, known: true },
  { minutes: 10.1, known: false },
])('knows after $minutes minutes where a rider was: $known', ({ minutes, known }) => {
  const clock = { now: NOW }
  const whereabouts = createWhereabouts(() => clock.now)
  whereabouts.apply(fixAt(NOW, 1))
  clock.now += minutes * MINUTE_MS
  expect(whereabouts.lastSeen('r-1') !== undefined).toBe(known)
  whereabouts.forgetOld()
  clock.now = NOW
  expect(whereabouts.lastSeen('r-1') !== undefined).toBe(known)
})
