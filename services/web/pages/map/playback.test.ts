import { destinationPoint } from '@doorstep/geo'
import { expect, it } from 'vitest'
import { hasArrived } from './motion.ts'
import { type Playback, played } from './playback.ts'

const start = { lat: 60.17, lon: 24.94 }
const fixAt = (metres: number) => ({ ...destinationPoint(start, 90, metres), recordedAt: 0 })

/** Fixes that the page is told at these times, a bicycle's way apart. */
function after(...times: readonly number[]): Playback {
  let playback: Playback | undefined
  for (const now of times)
    playback = played(playback, { fix: fixAt(now / 200), route: undefined, now, glides: true })
  if (playback === undefined) throw new Error('no fix')
  return playback
}

it('the dot is at once where the page finds it', () => {
  expect(hasArrived(after(7_000).leg, 7_000)).toBe(true)
})

it.each([0, 900, 4_800, 30_000])(
  'however old what the page found was: a first fix %d ms later is reached within 1.2 s',
  (waited) => {
    const { leg } = after(0, waited)
    expect(hasArrived(leg, waited + 1_200)).toBe(true)
  },
)

it('a rider who reports each second from then on is at most 1.2 s behind, from the first fix on', () => {
  const times = [0, 4_800, 5_800, 6_800, 7_800]
  for (let count = 2; count <= times.length; count++) {
    const { leg, arrivals } = after(...times.slice(0, count))
    expect(leg.durationMs).toBeLessThanOrEqual(1_200)
    expect(arrivals.intervalMs).toBe(1_000)
  }
})

it('steps when it is not to move, and when the route is another', () => {
  const here = after(0, 1_000)
  const fix = fixAt(20)
  expect(played(here, { fix, route: undefined, now: 2_000, glides: false }).leg.durationMs).toBe(0)
  const route = [start, destinationPoint(start, 90, 300)]
  expect(played(here, { fix, route, now: 2_000, glides: true }).leg.durationMs).toBe(0)
})
