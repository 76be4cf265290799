import type { Span } from '../day/day.ts'

export const SLOT_MS = 5 * 60_000
const HOUR_MS = 60 * 60_000

export type Handle = 'from' | 'to'

/** The brush with one end moved to a moment: to the nearest five minutes, within the day, and never past the other end. */
export function moved(brush: Span, handle: Handle, at: number, day: Span): Span {
  const slot = day.from + Math.round((at - day.from) / SLOT_MS) * SLOT_MS
  return handle === 'from'
    ? { ...brush, from: clamp(slot, day.from, brush.to - SLOT_MS) }
    : { ...brush, to: clamp(slot, brush.from + SLOT_MS, day.to) }
}

/** The brush as wide as it is, so much later or earlier, within the day. */
export function shifted(brush: Span, byMs: number, day: Span): Span {
  const slots = Math.round(byMs / SLOT_MS) * SLOT_MS
  const by = clamp(slots, day.from - brush.from, day.to - brush.to)
  return { from: brush.from + by, to: brush.to + by }
}

/** Drawn anew from one moment to another, whichever comes first: all five minutes that were touched. */
export function drawn(start: number, end: number, day: Span): Span {
  const slotOf = (at: number) =>
    clamp(Math.floor((at - day.from) / SLOT_MS), 0, (day.to - day.from) / SLOT_MS - 1)
  const [first, last] = [slotOf(Math.min(start, end)), slotOf(Math.max(start, end))]
  return { from: day.from + first * SLOT_MS, to: day.from + (last + 1) * SLOT_MS }
}

/** What a key does to the end that it is pressed at; undefined if it is none of the brush. */
export function keyed(brush: Span, handle: Handle, key: string, day: Span): Span | undefined {
  const by: Readonly<Record<string, number>> = {
    ArrowRight: SLOT_MS,
    ArrowUp: SLOT_MS,
    ArrowLeft: -SLOT_MS,
    ArrowDown: -SLOT_MS,
    PageUp: HOUR_MS,
    PageDown: -HOUR_MS,
    Home: day.from - brush[handle],
    End: day.to - brush[handle],
  }
  const ms = by[key]
  return ms === undefined ? undefined : moved(brush, handle, brush[handle] + ms, day)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most))
}
