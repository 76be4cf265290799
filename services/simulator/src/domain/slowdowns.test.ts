import { destinationPoint, lineLengthInMetres } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { slowdownsOf } from './slowdowns.ts'

const start = { lat: 60.17, lon: 24.94 }

/** 100 m east, then 100 m turned by so many degrees. */
function lineWithBend(degrees: number) {
  const corner = destinationPoint(start, 90, 100)
  return [start, corner, destinationPoint(corner, 90 + degrees, 100)]
}

function slowdownsOn(line: ReturnType<typeof lineWithBend>, seed = 1) {
  return slowdownsOf(line, lineLengthInMetres(line), createRandom(seed))
}

const cornerOn = (line: ReturnType<typeof lineWithBend>) =>
  slowdownsOn(line).find(({ alongM }) => Math.abs(alongM - 100) < 0.1)

describe('what slows a rider down', () => {
  it.each([
    { degrees: 20, speedMps: undefined },
    { degrees: 45, speedMps: 4 },
    { degrees: 90, speedMps: 2.5 },
    { degrees: -90, speedMps: 2.5 },
    { degrees: 170, speedMps: 1.5 },
  ])('a bend of $degrees° is taken at $speedMps m/s', ({ degrees, speedMps }) => {
    const corner = cornerOn(lineWithBend(degrees))
    if (speedMps === undefined) expect(corner).toBeUndefined()
    else expect(corner?.speedMps).toBeCloseTo(speedMps, 1)
  })

  it('is no corner where the line only repeats a position', () => {
    const straight = [start, start, destinationPoint(start, 90, 50), destinationPoint(start, 90, 50)]
    expect(slowdownsOn([...straight, destinationPoint(start, 90, 100)])).toHaveLength(1)
  })

  it('is last of all the stop at the end', () => {
    expect(slowdownsOn(lineWithBend(90)).at(-1)).toMatchObject({ speedMps: 0, waitMs: 0 })
    expect(slowdownsOn(lineWithBend(90)).at(-1)?.alongM).toBeCloseTo(200, 1)
  })

  it('is a red light now and then, four to fourteen seconds long, in the order of the way', () => {
    const line = [start, destinationPoint(start, 90, 50_000)]
    const lights = slowdownsOn(line).slice(0, -1)
    expect(lights.length).toBeGreaterThan(40)
    expect(lights.length).toBeLessThan(110)
    for (const [i, light] of lights.entries()) {
      expect(light.waitMs).toBeGreaterThanOrEqual(4_000)
      expect(light.waitMs).toBeLessThanOrEqual(14_000)
      expect(light.alongM).toBeGreaterThan(lights[i - 1]?.alongM ?? 0)
    }
  })
})
