import { expect, it } from 'vitest'
import { createVersions, versionedTable } from './versioned-table.ts'

function aTable(rememberedGone?: number) {
  const versions = createVersions()
  return { versions, table: versionedTable<number>(versions, rememberedGone) }
}

it('tells what changed since a version, each key once and as it is now', () => {
  const { versions, table } = aTable()
  table.set('a', 1)
  table.set('b', 1)
  const since = versions.current
  table.set('b', 2)
  table.set('b', 3)
  expect([...table.changedSince(since)]).toEqual([['b', 3]])
  expect([...table.changedSince(versions.current)]).toEqual([])
})

it('tells what is gone, unless it came back', () => {
  const { versions, table } = aTable()
  table.set('a', 1)
  table.set('b', 1)
  const since = versions.current
  table.delete('a')
  table.delete('b')
  table.delete('never there')
  table.set('b', 2)
  expect(table.goneSince(since)).toEqual(['a'])
  expect([...table.changedSince(since)]).toEqual([['b', 2]])
})

it('remembers only so many that are gone, and says since when none is missing', () => {
  const { versions, table } = aTable(2)
  for (const key of ['a', 'b', 'c']) table.set(key, 1)
  const before = versions.current
  expect(table.toldSince).toBeLessThanOrEqual(before)
  for (const key of ['a', 'b', 'c']) table.delete(key)
  expect(table.toldSince).toBeGreaterThan(before)
  expect(table.goneSince(table.toldSince)).toEqual(['b', 'c'])
})
