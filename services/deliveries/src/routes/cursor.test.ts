import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cursorOf, pageEndOf } from './cursor.ts'

it('says where a page ended, whatever that was', () => {
  const end = fc.record({
    createdAt: fc.maxSafeNat().map((ms) => ms % 36 ** 10),
    deliveryId: fc.stringMatching(/^[A-Za-z0-9_-]{1,50}$/),
  })
  fc.assert(
    fc.property(end, (one) => {
      expect(pageEndOf(cursorOf(one))).toEqual(one)
    }),
  )
})

it.each(['nothing', '-', '-d-1', '1-', 'zzzzzzzzzzz-d-1', 'A-d-1'])('%s is no cursor', (cursor) => {
  expect(pageEndOf(cursor)).toBeUndefined()
})
