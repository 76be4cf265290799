import fc from 'fast-check'
import { Partitioners } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { murmur2, partitionFor } from './partitioner.ts'

describe('murmur2', () => {
  // From org.apache.kafka.common.utils.UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as Java does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash)
  })
})

describe('partitionFor', () => {
  it("chooses the partition that kafkajs's Java-compatible partitioner chooses, for any key", () => {
    const partitioner = Partitioners.DefaultPartitioner()
    const partitionMetadata = (partitions: number) =>
      Array.from({ length: partitions }, (_, partitionId) => ({
        partitionErrorCode: 0,
        partitionId,
        leader: 1,
        replicas: [1],
        isr: [1],
      }))

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
        const theirs = partitioner({
          topic: 't',
          partitionMetadata: partitionMetadata(partitions),
          message: { key, value: null },
        })
        expect(partitionFor(key, partitions)).toBe(theirs)
      }),
      { numRuns: 500 },
    )
  })
})
