import { describe, expect, it } from 'vitest'
import { mean } from '../statistics.ts'
import { framesOnRides } from './shown.ts'

describe('the dot on the map, over 30 rides of the simulator with a fix a second', () => {
  const frames = framesOnRides(30, 'map-error/test', 1_000)

  it('is within 12 m of the rider on average, the deliberate delay included', () => {
    expect(mean(frames.map(({ errorM }) => errorM))).toBeLessThan(12)
  })

  it('is nearer than a dot that steps from fix to fix', () => {
    expect(mean(frames.map(({ errorM }) => errorM))).toBeLessThan(mean(frames.map((one) => one.stepErrorM)))
  })

  it('is never ahead of what was reported', () => {
    expect(Math.max(...frames.map(({ aheadM }) => aheadM))).toBeLessThan(0.1)
  })
})
