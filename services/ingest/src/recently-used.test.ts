import { expect, it } from 'vitest'
import { recentlyUsed } from './recently-used.ts'

const keys = (count: number) => Array.from({ length: count }, (_, i) => `rider-${i}`)

it('holds the newest half of its capacity, whatever came before', () => {
  const map = recentlyUsed<number>(100)
  const all = keys(1_000)
  all.forEach((key, i) => {
    map.set(key, i)
  })
  expect(all.slice(-50).map((key) => map.get(key))).toEqual(all.slice(-50).map((_, i) => 950 + i))
})

it('never holds more than its capacity', () => {
  const map = recentlyUsed<number>(100)
  const all = keys(1_000)
  all.forEach((key, i) => {
    map.set(key, i)
  })
  expect(all.filter((key) => map.get(key) !== undefined).length).toBeLessThanOrEqual(100)
})

it('keeps what is read as well as what is written', () => {
  const map = recentlyUsed<string>(10)
  map.set('read', 'still here')
  for (const key of keys(1_000)) {
    map.set(key, key)
    expect(map.get('read')).toBe('still here')
  }
})

it('gives the newest value of a key, also of one that was nearly forgotten', () => {
  const map = recentlyUsed<number>(4)
  map.set('a', 1)
  map.set('b', 2)
  map.set('c', 3)
  map.set('a', 4)
  expect(map.get('a')).toBe(4)
})
