import type { Position } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { aFixOf } from '../standing/a-rider.ts'
import { cellSide, gathered, middleOf } from './clusters.ts'
import { mercator } from './mercator.ts'
import { type GlidingDot, glidingDots, type RiderDot } from './rider-dot.ts'

const FAR = 13
const NEAR = 15
/** Well within its cell from far, seen from west to east. */
const place = middleOfCell({ lat: 60.17, lon: 24.94 })

function middleOfCell({ lat, lon }: Position): Position {
  const side = cellSide(FAR) ?? Number.NaN
  return { lat, lon: ((Math.floor(mercator({ lat, lon }).x / side) + 0.5) * side - 0.5) * 360 }
}

function aDot(index: number, fields: Partial<RiderDot> = {}): RiderDot {
  const fix = { ...aFixOf(0), ...destinationPoint(place, 90, index) }
  return { riderId: `r-${index}`, fix, look: 'carrying', glides: true, opacity: 1, gathers: true, ...fields }
}

const east = (dots: readonly RiderDot[], metres: number) =>
  dots.map((dot) => ({
    ...dot,
    fix: { ...dot.fix, ...destinationPoint(dot.fix, 90, metres), recordedAt: dot.fix.recordedAt + 1 },
  }))
const drawn = (dots: readonly RiderDot[], before: readonly GlidingDot[] = [], now = 0) =>
  glidingDots(before, { dots, selectedId: undefined, now })
const some = (count: number, fields?: Partial<RiderDot>) =>
  Array.from({ length: count }, (_, index) => aDot(index, fields))
const ids = (dots: readonly GlidingDot[]) => dots.map(({ riderId }) => riderId).toSorted()

describe('riders close to each other', () => {
  it.each([
    ['four are drawn each, from however far', 4, FAR, 0, 4],
    ['five are one circle from far', 5, FAR, 1, 0],
    ['and each from near', 5, NEAR, 0, 5],
  ])('%s', (_rule, riders, zoom, clusters, alone) => {
    const all = gathered(drawn(some(riders)), cellSide(zoom))
    expect([all.clusters.length, all.alone.length]).toEqual([clusters, alone])
  })

  it('are one circle only with those of their own cell; nobody is lost, nobody is drawn twice', () => {
    const there = some(6).map((dot) => ({
      ...dot,
      riderId: `there-${dot.riderId}`,
      fix: { ...dot.fix, lat: dot.fix.lat + 0.05 },
    }))
    const dots = drawn([...some(5), ...there, aDot(60_000, { riderId: 'remote' })])
    const { clusters, alone } = gathered(dots, cellSide(FAR))
    expect(clusters.map(({ members }) => members.length).toSorted()).toEqual([5, 6])
    expect(ids([...alone, ...clusters.flatMap(({ members }) => members)])).toEqual(ids(dots))
    expect(ids(alone)).toEqual(['remote'])
  })

  it('leave out who is looked at, and who is not looked for', () => {
    const { clusters, alone } = gathered(drawn([...some(5), aDot(7, { gathers: false })]), cellSide(FAR))
    expect(clusters[0]?.members).toHaveLength(5)
    expect(ids(alone)).toEqual(['r-7'])
  })
})

describe('a circle', () => {
  it('says how many are late, silent and off route', () => {
    const looks = ['late', 'late', 'late-and-silent', 'silent', 'off-route', 'carrying', 'free'] as const
    const { clusters } = gathered(drawn(looks.map((look, index) => aDot(index, { look }))), cellSide(FAR))
    expect(clusters).toMatchObject([{ late: 3, silent: 2, offRoute: 1 }])
  })

  it('is as plain as the plainest in it', () => {
    const dots = [...some(5, { opacity: 0.4 }), aDot(6, { look: 'late' })]
    expect(gathered(drawn(dots), cellSide(FAR)).clusters[0]?.opacity).toBe(1)
  })

  it('moves with its riders', () => {
    const after = drawn(east(some(5), 30), drawn(some(5)), 1_000)
    const [cluster] = gathered(after, cellSide(FAR)).clusters
    if (cluster === undefined) throw new Error('no cluster')
    const [start, half, end] = [1_000, 1_600, 2_200].map((now) => middleOf(cluster, now).x)
    expect(half).toBeGreaterThan(start ?? Number.NaN)
    expect(end).toBeGreaterThan(half ?? Number.NaN)
  })

  it('touches no other: it stays within its cell, wherever in it its riders are', () => {
    const side = cellSide(FAR) ?? Number.NaN
    for (let metres = 0; metres < 3_000; metres += 100) {
      for (const cluster of gathered(drawn(east(some(9), metres)), side).clusters) {
        const { corner, radiusPx } = cluster
        const { x, y } = middleOf(cluster, 0)
        const toEdge = Math.min(x - corner.x, corner.x + side - x, y - corner.y, corner.y + side - y)
        expect((toEdge / side) * 96).toBeGreaterThan(radiusPx)
      }
    }
  })
})

it('cells stay as they are while the map is moved a little, and are drawn at least 96 pixels wide', () => {
  expect(cellSide(13.2)).toBe(cellSide(13.4))
  for (const zoom of [10, 12.49, 13.7, 14.99])
    expect((cellSide(zoom) ?? 0) * 512 * 2 ** zoom).toBeGreaterThanOrEqual(96 * 0.999)
})
