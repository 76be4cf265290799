import { expect, it } from 'vitest'
import { SLOT_MS } from './brush.ts'
import { slotHeights, stepsPath } from './slot-area.ts'

const slot = (startsAt: number, minutes: number) => ({
  startsAt,
  fixes: 1,
  movingMs: minutes * 60_000,
  stoppedMs: 0,
})
const day = { from: 0, to: 4 * SLOT_MS }

it('five minutes in which nobody rode are empty, and what is of another day is not there', () => {
  const slots = [slot(-SLOT_MS, 9), slot(SLOT_MS, 5), slot(3 * SLOT_MS, 10), slot(4 * SLOT_MS, 9)]
  expect(slotHeights(slots, day)).toEqual([0, 5, 0, 10])
})

it('the picture is as high as the busiest five minutes', () => {
  expect(stepsPath([0, 5, 10], 100)).toBe('M0 100V100.00H1V50.00H2V0.00H3V100Z')
})

it('a day without riders is no picture', () => {
  expect(stepsPath([0, 0], 100)).toBe('')
})
