import { expect, it } from 'vitest'
import { pageOf } from './page.ts'

const all = Array.from({ length: 120 }, (_, n) => n)
const find = async (limit: number) => all.slice(0, limit)

it.each([
  { limit: '1', items: 1, nextCursor: 'after 0' },
  { limit: undefined, items: 50, nextCursor: 'after 49' },
  { limit: '100', items: 100, nextCursor: 'after 99' },
])('of 120 a page of $limit holds $items, and tells where the next begins', async (of) => {
  const { items, next } = await pageOf(of.limit, find, (last) => `after ${last}`)
  expect([items.length, next]).toEqual([of.items, { nextCursor: of.nextCursor }])
})

it.each([0, 9, 10])('the page with the last %d of ten that fit has no next', async (count) => {
  const { items, next } = await pageOf('10', async () => all.slice(0, count), String)
  expect([items.length, next]).toEqual([count, {}])
})
