import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pageEndBefore, pageEndOf, timeCursorOf } from './time-cursor.ts'

it('says where a page ended, whatever that was', () => {
  const end = fc.record({
    at: fc.maxSafeNat().map((ms) => ms % 36 ** 10),
    id: fc.stringMatching(/^[A-Za-z0-9_-]{1,50}$/),
  })
  fc.assert(
    fc.property(end, (one) => {
      expect(pageEndOf(timeCursorOf(one))).toEqual(one)
    }),
  )
})

it.each([
  { at: 0, id: 'd' },
  { at: 1_700_000_000_000, id: 'd-1_x' },
  { at: 36 ** 10 - 1, id: '-' },
])('leads back to where the page ended: %j', (end) => {
  expect(pageEndOf(timeCursorOf(end))).toEqual(end)
})

it.each(['nothing', '-', '-d-1', '1-', 'zzzzzzzzzzz-d-1', 'A-d-1'])('%s is no cursor', (cursor) => {
  expect(pageEndOf(cursor)).toBeUndefined()
  expect(() => pageEndBefore(cursor)).toThrow(expect.objectContaining({ code: 'CURSOR_UNKNOWN' }))
})

it('there is no page before the first', () => {
  expect(pageEndBefore(undefined)).toBeUndefined()
})
