import { describe, expect, it } from 'vitest'
import { tablePositions } from './table-positions.ts'

const watermarks = (...partitions: (readonly [low: string, high: string])[]) =>
  partitions.map(([low, high], partition) => ({ partition, low, high }))

describe('a table', () => {
  it('is whole at once when its topic is empty, or all of it has expired', async () => {
    const positions = tablePositions()
    positions.begin(watermarks(['0', '0'], ['7', '7']), [])
    expect(await positions.caughtUpWithin(1)).toBe(true)
  })

  it('is whole when each partition was read to where it ended at the beginning', async () => {
    const positions = tablePositions()
    positions.begin(watermarks(['0', '2'], ['0', '1']), [])
    positions.passed(0, '1')
    expect(positions.behind()).toBe(1)
    expect(await positions.caughtUpWithin(1)).toBe(false)
    positions.passed(1, '0')
    expect(await positions.caughtUpWithin(1)).toBe(true)
  })

  it('does not wait for records that compaction took from the middle, or that expired meanwhile', async () => {
    const positions = tablePositions()
    positions.begin(watermarks(['0', '10'], ['0', '10']), [])
    positions.passed(0, '9')
    positions.skipTo(1, '10')
    expect(await positions.caughtUpWithin(1)).toBe(true)
  })

  it('begins where the topic was so long ago', () => {
    const positions = tablePositions()
    positions.begin(watermarks(['5', '20'], ['5', '20']), [
      { partition: 0, offset: '12' },
      { partition: 1, offset: '3' },
    ])
    expect(positions.next()).toEqual([
      { partition: 0, offset: '12' },
      { partition: 1, offset: '5' },
    ])
  })

  it('sees a record once, though a reconnection fetches it again', () => {
    const positions = tablePositions()
    positions.begin(watermarks(['0', '3']), [])
    positions.passed(0, '1')
    expect([positions.isNew(0, '0'), positions.isNew(0, '1'), positions.isNew(0, '2')]).toEqual([
      false,
      false,
      true,
    ])
  })
})
