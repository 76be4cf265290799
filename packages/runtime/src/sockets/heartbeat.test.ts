import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { everyHeartbeat } from './heartbeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('beats every 25 to 30 s, and those who came together do not beat together', () => {
  const beats: number[] = []
  const hearts = Array.from({ length: 200 }, () => everyHeartbeat(() => void beats.push(Date.now())))
  const startedAt = Date.now()
  vi.advanceTimersByTime(25_000 - 1)
  expect(beats).toEqual([])
  vi.advanceTimersByTime(5_001)
  expect(beats).toHaveLength(200)
  const inFirstHalf = beats.filter((at) => at - startedAt < 27_500).length
  expect(inFirstHalf).toBeGreaterThan(50)
  expect(inFirstHalf).toBeLessThan(150)
  for (const heart of hearts) heart.stop()
})

it('beats until it is stopped', () => {
  let beats = 0
  const heart = everyHeartbeat(() => {
    beats += 1
  })
  vi.advanceTimersByTime(10 * 30_000)
  expect(beats).toBeGreaterThanOrEqual(10)
  const before = beats
  heart.stop()
  vi.advanceTimersByTime(60_000)
  expect(beats).toBe(before)
})
