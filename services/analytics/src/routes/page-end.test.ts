import { expect, it } from 'vitest'
import { cursorOf, pageEndOf } from './page-end.ts'

it.each([
  { endedAt: 0, deliveryId: 'd' },
  { endedAt: 1_700_000_000_000, deliveryId: 'd-1_x' },
  { endedAt: 36 ** 10 - 1, deliveryId: '-' },
])('a cursor leads back to where the page ended: %j', (end) => {
  expect(pageEndOf(cursorOf(end))).toEqual(end)
})

it.each(['nothing', '-', '-d-1', '1-', 'zzzzzzzzzzz-d-1', 'A-d-1'])('%s is no cursor', (cursor) => {
  expect(pageEndOf(cursor)).toBeUndefined()
})
