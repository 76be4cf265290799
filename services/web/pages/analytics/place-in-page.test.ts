import { expect, it } from 'vitest'
import { hashOf, placeOf } from './place-in-page.ts'

const today = '2026-11-21'

it.each([{ day: '2026-11-20' }, { day: today, deliveryId: 'd-1_x' }])('a link leads back to %j', (place) => {
  expect(placeOf(hashOf(place), today)).toEqual(place)
})

it.each(['', '#', '#nothing', '#2026-02-30', '#2026-11-22'])('"%s" leads to today', (hash) => {
  expect(placeOf(hash, today)).toEqual({ day: today })
})

it('what is no id opens no delivery', () => {
  expect(placeOf('#2026-11-20/../x', today)).toEqual({ day: '2026-11-20' })
})
