import type { HeatSlot } from '@doorstep/contracts'
import type { Span } from '../day/day.ts'
import { SLOT_MS } from './brush.ts'
import { riderMinutes } from './heat-scale.ts'

/** Rider minutes in each five minutes of a day, also in those in which nobody rode. */
export function slotHeights(slots: readonly HeatSlot[], { from, to }: Span): number[] {
  const heights = new Array<number>(Math.round((to - from) / SLOT_MS)).fill(0)
  for (const slot of slots) {
    const index = Math.floor((slot.startsAt - from) / SLOT_MS)
    if (index >= 0 && index < heights.length) heights[index] = riderMinutes(slot)
  }
  return heights
}

/** Steps one wide, filled down to `height`. */
export function stepsPath(heights: readonly number[], height: number): string {
  const most = Math.max(...heights)
  if (!(most > 0)) return ''
  const y = (value: number) => (height * (1 - value / most)).toFixed(2)
  return `M0 ${height}${heights.map((value, i) => `V${y(value)}H${i + 1}`).join('')}V${height}Z`
}
