import { expect, it } from 'vitest'
import { stillness } from './stillness.ts'

const waiting = { id: 't/0', lag: 5n, mark: 'committed 3' }

it('names a partition whose records wait without a sign of life for 30 s, not sooner', () => {
  const { stuck } = stillness(30_000)
  expect(stuck([waiting], 0)).toEqual([])
  expect(stuck([waiting], 29_999)).toEqual([])
  expect(stuck([waiting], 30_000)).toEqual(['t/0'])
})

it.each([
  ['it has no lag', { ...waiting, lag: 0n }],
  ['it moved', { ...waiting, mark: 'committed 4' }],
])('begins anew when %s', (_case, meanwhile) => {
  const { stuck } = stillness(30_000)
  stuck([waiting], 0)
  stuck([meanwhile], 29_000)
  expect(stuck([waiting], 31_000)).toEqual([])
})

it('forgets a partition that went to another member', () => {
  const { stuck } = stillness(30_000)
  stuck([waiting], 0)
  stuck([], 10_000)
  expect(stuck([waiting], 40_000)).toEqual([])
})

it('does not blame a consumer for the time in which Kafka could not be asked', () => {
  const { stuck, forget } = stillness(30_000)
  stuck([waiting], 0)
  forget()
  expect(stuck([waiting], 60_000)).toEqual([])
})
