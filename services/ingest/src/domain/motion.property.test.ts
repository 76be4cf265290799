import { METRES_PER_DEGREE } from '@doorstep/geo'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultLimits } from './limits.ts'
import { believed, type Motion, type Sighting, stepTo } from './motion.ts'

const { maxSpeedMps, agreeingFixes } = defaultLimits
const START = 1_700_000_000_000

/** Anywhere, at any time of a few hours. */
const anySighting: fc.Arbitrary<Sighting> = fc.record({
  lat: fc.double({ min: -89, max: 89, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  recordedAt: fc.integer({ min: START, max: START + 10_000_000 }),
})

/** North or south of one street corner, never faster than a rider can be. */
const anHonestRide: fc.Arbitrary<Sighting[]> = fc
  .array(
    fc.record({
      afterMs: fc.integer({ min: 1, max: 60_000 }),
      speed: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
    }),
    { minLength: 2, maxLength: 50 },
  )
  .map((steps) => {
    let [metres, recordedAt] = [0, START]
    return steps.map(({ afterMs, speed }) => {
      recordedAt += afterMs
      metres += (speed * maxSpeedMps * afterMs) / 1000
      return { lat: 60 + metres / METRES_PER_DEGREE, lon: 25, recordedAt }
    })
  })

function after(sightings: readonly Sighting[]): Motion | undefined {
  return sightings.reduce<Motion | undefined>(
    (motion, sighting) => stepTo(motion, sighting, defaultLimits).motion,
    undefined,
  )
}

function verdicts(sightings: readonly Sighting[]): boolean[] {
  let motion: Motion | undefined
  return sightings.map((sighting) => {
    const step = stepTo(motion, sighting, defaultLimits)
    motion = step.motion
    return step.plausible
  })
}

it('refuses nothing of a ride that is possible', () => {
  const property = fc.property(anHonestRide, (ride) => {
    expect(verdicts(ride)).not.toContain(false)
  })
  fc.assert(property)
})

it('refuses of a possible ride with one fix on the other side of the earth exactly that', () => {
  const property = fc.property(anHonestRide, fc.nat(), (ride, at) => {
    const index = 1 + (at % (ride.length - 1))
    const far = { lat: -60, lon: -155, recordedAt: (ride[index] as Sighting).recordedAt }
    const told = [...ride.slice(0, index), far, ...ride.slice(index)]
    expect(verdicts(told)).toEqual(told.map((sighting) => sighting !== far))
  })
  fc.assert(property)
})

it('locks no rider out: whatever came before, who stands still is believed in time', () => {
  const property = fc.property(fc.array(anySighting, { maxLength: 30 }), anySighting, (history, here) => {
    const from = START + 20_000_000
    const standing = Array.from({ length: agreeingFixes }, (_, i) => ({ ...here, recordedAt: from + i }))
    expect(verdicts([...history, ...standing]).at(-1)).toBe(true)
  })
  fc.assert(property)
})

it('never goes back in time', () => {
  const property = fc.property(fc.array(anySighting, { minLength: 1 }), anySighting, (history, next) => {
    const motion = after(history)
    const { last } = stepTo(motion, next, defaultLimits).motion
    expect(last.recordedAt).toBeGreaterThanOrEqual(motion?.last.recordedAt ?? 0)
  })
  fc.assert(property)
})

it('is as it was after everything is sent once more', () => {
  const property = fc.property(fc.array(anySighting, { minLength: 1 }), (history) => {
    const inOrder = history.toSorted((a, b) => a.recordedAt - b.recordedAt)
    const motion = after(inOrder)
    const { last } = motion as Motion
    const upToLast = inOrder.filter(({ recordedAt }) => recordedAt <= last.recordedAt)
    expect(after([...inOrder, ...upToLast])).toEqual(motion)
  })
  fc.assert(property)
})

it('recalled from the fixes that were accepted, in whatever order, has the same last', () => {
  const property = fc.property(anHonestRide, fc.infiniteStream(fc.nat()), (ride, random) => {
    const shuffled = ride
      .map((sighting) => ({ sighting, by: random.next().value as number }))
      .toSorted((a, b) => a.by - b.by)
    const recalled = shuffled.reduce<Motion | undefined>(
      (motion, { sighting }) => believed(motion, sighting),
      undefined,
    )
    expect(recalled?.last).toEqual(after(ride)?.last)
  })
  fc.assert(property)
})
