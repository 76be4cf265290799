import { expect, it } from 'vitest'
import { inHours } from './hours.ts'

const at = (hours: number) => hours * 3600 * 1000
const span = (from: number, to: number) => ({ from: at(from), to: at(to) })

it.each([
  ['two whole hours', span(1, 3), span(1, 3), [0, 0]],
  ['ragged at both ends', span(0.75, 3.5), span(1, 3), [0.25, 0.5]],
  ['across one full hour only', span(0.9, 1.1), span(1, 1), [0.1, 0.1]],
  ['within an hour', span(1.25, 1.5), span(1.5, 1.5), [0.25, 0]],
  ['from a full hour, within it', span(1, 1.5), span(1, 1), [0, 0.5]],
  ['up to a full hour, within it', span(1.5, 2), span(2, 2), [0.5, 0]],
])('a span %s is whole hours and two edges without a gap', (_what, whole, hours, lengths) => {
  const { hours: found, edges } = inHours(whole)
  const [head, tail] = edges
  expect(found).toEqual(hours)
  expect(edges.map(({ from, to }) => to - from)).toEqual(lengths.map((hour) => expect.closeTo(at(hour), 3)))
  expect([head.from, head.to, tail.from, tail.to]).toEqual([whole.from, hours.from, hours.to, whole.to])
})
