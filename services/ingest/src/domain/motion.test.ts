import { METRES_PER_DEGREE } from '@doorstep/geo'
import { expect, it } from 'vitest'
import { defaultLimits } from './limits.ts'
import { type Motion, type Sighting, stepTo } from './motion.ts'

const START = 1_700_000_000_000
const { maxSpeedMps, agreeingFixes } = defaultLimits

/** So far north of the start, so many seconds after it. */
function seen(metres: number, seconds: number): Sighting {
  return { lat: 60 + metres / METRES_PER_DEGREE, lon: 25, recordedAt: START + seconds * 1000 }
}

function verdicts(sightings: readonly Sighting[]): boolean[] {
  let motion: Motion | undefined
  return sightings.map((sighting) => {
    const step = stepTo(motion, sighting, defaultLimits)
    motion = step.motion
    return step.plausible
  })
}

it.each([
  ['59.9 m in a second', seen(59.9, 1), true],
  ['60.1 m in a second', seen(60.1, 1), false],
  ['599 m in ten', seen(maxSpeedMps * 10 - 1, 10), true],
  ['601 m in ten', seen(maxSpeedMps * 10 + 1, 10), false],
  ['the same fix again', seen(0, 0), true],
  ['the same moment elsewhere', seen(5_000, 0), true],
  ['an earlier moment far away', seen(50_000, -1), true],
])('%s after the last: plausible is %o, %s', (_what, sighting, plausible) => {
  expect(verdicts([seen(0, 0), sighting])).toEqual([true, plausible])
})

it('believes the first fix of a rider, wherever it is', () => {
  expect(verdicts([seen(1_000_000, 0)])).toEqual([true])
})

it('measures from the last fix it believed, not from one it doubted', () => {
  expect(verdicts([seen(0, 0), seen(5_000, 1), seen(10, 2), seen(5_000, 3)])).toEqual([
    true,
    false,
    true,
    false,
  ])
})

it('measures from the newest fix, not from one that came late', () => {
  expect(verdicts([seen(600, 10), seen(0, 0), seen(650, 11)])).toEqual([true, true, true])
})

it('believes the fifth in a row that agree with one another, and goes on from there', () => {
  const elsewhere = [1, 2, 3, 4, 5, 6].map((second) => seen(500_000 + second, second))
  expect(verdicts([seen(0, 0), ...elsewhere])).toEqual([true, false, false, false, false, true, true])
})

it('never believes fixes that jump about', () => {
  const jumping = Array.from({ length: 3 * agreeingFixes }, (_, i) => seen((i % 2 ? 1 : -1) * 90_000, i + 1))
  expect(verdicts([seen(0, 0), ...jumping])).toEqual([true, ...jumping.map(() => false)])
})

it('does not count a doubted fix twice because it was sent twice', () => {
  const again = Array.from({ length: 2 * agreeingFixes }, () => seen(500_000, 1))
  expect(verdicts([seen(0, 0), ...again])).toEqual([true, ...again.map(() => false)])
})
