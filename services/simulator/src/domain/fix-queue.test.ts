import type { Location } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { createFixQueue } from './fix-queue.ts'

const fix = (recordedAt: number): Location => ({ lat: 60.17, lon: 24.94, recordedAt })
const timesOf = (fixes: readonly Location[]) => fixes.map(({ recordedAt }) => recordedAt)

function queueOf(capacity: number, ...times: number[]) {
  const queue = createFixQueue(capacity)
  for (const at of times) queue.add(fix(at))
  return queue
}

describe('positions kept on a phone', () => {
  it('are sent oldest first, and kept until they are confirmed', () => {
    const queue = queueOf(10, 1, 2, 3)
    expect(timesOf(queue.oldest(2).fixes)).toEqual([1, 2])
    expect(timesOf(queue.oldest(2).fixes)).toEqual([1, 2])
    queue.confirm(queue.oldest(2).mark)
    expect(timesOf(queue.oldest(2).fixes)).toEqual([3])
  })

  it('make room for newer ones when there are too many', () => {
    const queue = queueOf(2, 1, 2)
    expect(queue.add(fix(3))).toBe(1)
    expect(timesOf(queue.oldest(9).fixes)).toEqual([2, 3])
  })

  it('are not confirmed for others that made room while they were under way', () => {
    const queue = queueOf(3, 1, 2, 3)
    const { mark } = queue.oldest(2)
    queue.add(fix(4))
    queue.confirm(mark)
    expect(timesOf(queue.oldest(9).fixes)).toEqual([3, 4])
  })

  it('are none twice: a confirmation that comes late changes nothing', () => {
    const queue = queueOf(2, 1, 2)
    const { mark } = queue.oldest(1)
    for (const at of [3, 4]) queue.add(fix(at))
    queue.confirm(mark)
    expect(timesOf(queue.oldest(9).fixes)).toEqual([3, 4])
    expect(queue.size).toBe(2)
  })
})
