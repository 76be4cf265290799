import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const things = [
  { name: 'near', x: 10, y: 0 },
  { name: 'nearer', x: 0, y: 6 },
  { name: 'far', x: 50, y: 0 },
]

it.each([
  ['the closest within reach', { x: 0, y: 0 }, 20, 'nearer'],
  ['of two at the same place the one drawn above', { x: 5, y: 3 }, 20, 'nearer'],
  ['nothing out of reach', { x: 0, y: 30 }, 20, undefined],
])('is %s', (_which, place, reach, expected) => {
  expect(nearest(things, place, reach)?.name).toBe(expected)
})
