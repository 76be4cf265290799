import { expect, it } from 'vitest'
import { newestByKey } from './newest-by-key.ts'

interface Said {
  readonly updatedAt: number
  readonly word: string
}

/** A table to which these were said of one key, in this order. */
function after(...said: readonly Said[]) {
  const table = newestByKey(({ word }: Said) => word)
  for (const event of said) table.apply(event, 'key')
  return table
}

it('holds what the newest record of a key says', () => {
  const table = after({ updatedAt: 1, word: 'first' }, { updatedAt: 2, word: 'second' })
  expect(table.of('key')).toBe('second')
  expect(table.of('another')).toBeUndefined()
})

it('takes a record that is sent again for what it is: old', () => {
  expect(after({ updatedAt: 2, word: 'second' }, { updatedAt: 1, word: 'first' }).of('key')).toBe('second')
})

it('takes the later of two records of the same moment', () => {
  expect(after({ updatedAt: 1, word: 'first' }, { updatedAt: 1, word: 'second' }).of('key')).toBe('second')
})

it('forgets a key that was deleted', () => {
  const table = after({ updatedAt: 1, word: 'first' })
  table.apply(undefined, 'key')
  expect(table.of('key')).toBeUndefined()
})
