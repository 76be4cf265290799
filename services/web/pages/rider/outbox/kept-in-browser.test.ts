import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { keptInBrowser } from './kept-in-browser.ts'

let name = ''
let databases = 0
beforeEach(() => {
  databases += 1
  name = `kept-${databases}`
})

const HOUR_MS = 3_600_000
const now = Date.now()

/** Some that happened at so many milliseconds after now. */
const items = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    at: now + first + index,
    item: `${first + index}`,
  }))

const names = (kept: readonly { readonly item: string }[]) => kept.map(({ item }) => Number(item))

it('hands out the oldest first, whatever the order in which they came', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1' })
  for (const item of items(1, 5).toReversed()) await kept.add(item)
  expect(await kept.oldest(3)).toEqual(items(1, 3))
})

it('forgets what was told, and nothing else', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1' })
  for (const item of items(1, 5)) await kept.add(item)
  await kept.remove(await kept.oldest(2))
  expect(await kept.oldest(10)).toEqual(items(3, 5))
})

it('is there again after the page was left', async () => {
  const before = await keptInBrowser<string>({ name, riderId: 'r-1' })
  for (const item of items(1, 3)) await before.add(item)
  const after = await keptInBrowser<string>({ name, riderId: 'r-1' })
  expect(await after.oldest(10)).toEqual(items(1, 3))
})

it('keeps the same moment once', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1' })
  await kept.add({ at: 1, item: 'first' })
  await kept.add({ at: 1, item: 'again' })
  expect(await kept.count()).toBe(1)
})

it('shows no rider what another has kept', async () => {
  const [one, other] = await Promise.all(
    ['r-1', 'r-10'].map((riderId) => keptInBrowser<string>({ name, riderId })),
  )
  await one?.add({ at: 1, item: 'of r-1' })
  await other?.add({ at: 1, item: 'of r-10' })
  expect(await one?.oldest(10)).toEqual([{ at: 1, item: 'of r-1' }])
  await one?.remove(await one.oldest(10))
  expect(await other?.count()).toBe(1)
})

it('forgets what no server would take any more, whoever’s it is', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1' })
  await kept.add({ at: now - 25 * HOUR_MS, item: 'of yesterday' })
  await kept.add({ at: now - 23 * HOUR_MS, item: 'of today' })
  await keptInBrowser<string>({ name, riderId: 'r-2' })
  expect(await kept.oldest(10)).toMatchObject([{ item: 'of today' }])
})

it('when full thins the older half out, keeps the first and goes on', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1', most: 8 })
  for (const item of items(1, 9)) await kept.add(item)
  expect(names(await kept.oldest(20))).toEqual([1, 3, 5, 6, 7, 8, 9])
})

it('never holds more than it may, and has the first and the newest, however long it goes on', async () => {
  const kept = await keptInBrowser<string>({ name, riderId: 'r-1', most: 64 })
  for (const item of items(1, 1_000)) await kept.add(item)
  const held = names(await kept.oldest(1_000))
  expect(held.length).toBeLessThanOrEqual(64)
  expect(held[0]).toBe(1)
  expect(held.slice(-30)).toEqual(names(items(971, 1_000)))
})
