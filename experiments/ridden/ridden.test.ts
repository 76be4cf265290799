import { describe, expect, it } from 'vitest'
import { days } from './days.ts'
import { errorsOf } from './errors.ts'

describe('over 60 riders of the simulator, with GPS noise,', () => {
  const all = [...days(60, 'ridden/test')]

  it.each([1, 2, 5, 10, 15, 30])('a fix each %d s tells distance and moving time to 1 %%', (interval) => {
    const { distance, movingTime } = errorsOf(all, interval)
    expect(Math.abs(distance)).toBeLessThan(0.01)
    expect(Math.abs(movingTime)).toBeLessThan(0.01)
  })

  it('the straight line from fix to fix would not', () => {
    expect(errorsOf(all, 1).straight).toBeGreaterThan(0.5)
  })
})
