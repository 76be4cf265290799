import { aFix } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { cursorOf, newestOfEachRider, type ReceivedFix } from './newest.ts'

const received = (riderId: string, recordedAt: number, offset: string): ReceivedFix => ({
  event: aFix({ riderId, recordedAt }),
  partition: 3,
  offset,
})

describe('newestOfEachRider', () => {
  it('keeps one fix of each rider', () => {
    const batch = [received('a', 1, '0'), received('b', 1, '1'), received('a', 2, '2'), received('b', 2, '3')]
    expect(newestOfEachRider(batch).map(cursorOf)).toEqual(['3:2', '3:3'])
  })

  it('goes by when a fix was recorded, not by when it came', () => {
    const batch = [received('a', 9, '0'), received('a', 4, '1')]
    expect(newestOfEachRider(batch).map(cursorOf)).toEqual(['3:0'])
  })

  it('takes a fix that came twice where it came first', () => {
    const batch = [received('a', 9, '0'), received('a', 9, '1')]
    expect(newestOfEachRider(batch).map(cursorOf)).toEqual(['3:0'])
  })

  it('finds none in nothing', () => {
    expect(newestOfEachRider([])).toEqual([])
  })
})
