import { expect, it } from 'vitest'
import { routeGradient } from './route-gradient.ts'

/** The colours along the route, as MapLibre reads them: stops after the kind of expression and its input. */
function stops(share: number): readonly (readonly [number, string])[] {
  const flat = routeGradient({ route: 'ahead', travelled: 'behind' }, share).slice(3)
  return flat.flatMap((at, index) => (typeof at === 'number' ? [[at, String(flat[index + 1])] as const] : []))
}

it.each([
  [0.25, 0.25],
  [0.5, 0.5],
])('what is behind the rider is faint, what is ahead solid: at %d of the way', (share, at) => {
  for (const [stop, colour] of stops(share)) expect(colour).toBe(stop <= at ? 'behind' : 'ahead')
  expect(stops(share).map(([, colour]) => colour)).toEqual(['behind', 'behind', 'ahead', 'ahead'])
})

it.each([-1, 0, 1, 2])('its stops stay in order and on the route, whatever the share: %d', (share) => {
  const places = stops(share).map(([stop]) => stop)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(new Set(places).size).toBe(places.length)
  expect([places[0], places.at(-1)]).toEqual([0, 1])
})
