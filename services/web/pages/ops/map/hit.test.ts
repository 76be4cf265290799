import { destinationPoint } from '@doorstep/geo'
import { expect, it } from 'vitest'
import { aFixOf } from '../standing/a-rider.ts'
import { gathered } from './clusters.ts'
import { hitAt } from './hit.ts'
import { mercator } from './mercator.ts'
import { glidingDots, type RiderDot } from './rider-dot.ts'

const crowd = { lat: 60.17, lon: 24.94 }
const loner = destinationPoint(crowd, 90, 2_000)
/** A world of so many pixels, without a map around it. */
const WORLD_PX = 1_000_000
const plane = {
  toPixels: ({ x, y, bearingDeg }: { x: number; y: number; bearingDeg: number | undefined }) => ({
    x: x * WORLD_PX,
    y: y * WORLD_PX,
    bearingDeg,
  }),
}
const pixelOf = (place: typeof crowd) => {
  const { x, y } = mercator(place)
  return { x: x * WORLD_PX, y: y * WORLD_PX }
}

const places = [...Array.from({ length: 6 }, () => crowd), loner]
const dots = places.map((place, index): RiderDot => {
  const fix = { ...aFixOf(0), ...place }
  return { riderId: `r-${index}`, fix, look: 'carrying', glides: true, opacity: 1, gathers: true }
})
const side = 60 / WORLD_PX
const drawn = gathered(glidingDots([], { dots, selectedId: undefined, now: 0 }), side)

it('is the rider that is drawn there, or those who are drawn there as one', () => {
  expect(hitAt(drawn, plane, pixelOf(loner), 0)).toEqual({ riderId: 'r-6' })
  const hit = hitAt({ ...drawn, alone: [] }, plane, pixelOf(crowd), 0)
  expect(hit).toMatchObject({ places: Array.from({ length: 6 }, () => crowd) })
})

it('is nobody where nobody is drawn', () => {
  expect(hitAt(drawn, plane, { x: 0, y: 0 }, 0)).toBeUndefined()
})
