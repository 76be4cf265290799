import { describe, expect, it } from 'vitest'
import { separated } from '../../test/separated.ts'
import { alone, bytesOf, inParts, type OutgoingRecords } from './records.ts'

const shared = { topic: 't', partition: 0, key: 'k', headers: {} }
const recordsOf = (...values: string[]): OutgoingRecords => ({
  ...shared,
  values: Buffer.from(values.join('')),
  lengths: values.map(({ length }) => length),
})
const limits = { maxRecords: 3, maxBytes: 1_000 }
const partsOf = (records: OutgoingRecords) =>
  inParts(records, limits).map((part) => separated(part).map(({ value }) => `${value}`))

describe('records that are published together', () => {
  it('stay together where they fit into a batch', () => {
    const records = recordsOf('a', 'b', 'c')
    expect(inParts(records, limits)).toEqual([records])
  })

  it('are parted in order where they are too many', () => {
    expect(partsOf(recordsOf('a', 'bb', 'c', 'dd', 'e')).flat()).toEqual(['a', 'bb', 'c', 'dd', 'e'])
    for (const part of partsOf(recordsOf('a', 'bb', 'c', 'dd', 'e')))
      expect(part.length).toBeLessThanOrEqual(limits.maxRecords)
  })

  it('are parted where they are too large, a record too large for any batch alone', () => {
    const [large, small] = ['x'.repeat(2_000), 'y'.repeat(600)]
    expect(partsOf(recordsOf(small, small, large))).toEqual([[small], [small], [large]])
  })

  it('take as much as they take alone', () => {
    const together = recordsOf('a', 'bb', 'c')
    const apart = separated(together).map((record) => bytesOf(alone(record)))
    expect(bytesOf(together)).toBe(apart.reduce((sum, bytes) => sum + bytes))
  })
})

it('a record without a value is another than one whose value is empty', () => {
  const [none, empty] = [null, Buffer.alloc(0)].map((value) => alone({ ...shared, value }))
  expect([none, empty].map((record) => record?.lengths)).toEqual([[-1], [0]])
})
