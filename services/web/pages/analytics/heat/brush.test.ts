import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawn, keyed, moved, SLOT_MS, shifted } from './brush.ts'

const HOUR_MS = 60 * 60_000
const day = { from: 1_000 * HOUR_MS, to: 1_024 * HOUR_MS }
const at = (hours: number) => day.from + hours * HOUR_MS
const brush = { from: at(9), to: at(12) }

describe('an end of the brush', () => {
  it('goes to the nearest five minutes', () => {
    expect(moved(brush, 'from', at(10) + SLOT_MS * 0.6, day)).toEqual({ from: at(10) + SLOT_MS, to: at(12) })
  })

  it('never passes the other end, nor leaves the day', () => {
    expect(moved(brush, 'from', at(20), day)).toEqual({ from: at(12) - SLOT_MS, to: at(12) })
    expect(moved(brush, 'to', at(1), day)).toEqual({ from: at(9), to: at(9) + SLOT_MS })
    expect(moved(brush, 'to', at(30), day)).toEqual({ from: at(9), to: at(24) })
  })

  it.each([
    ['ArrowRight', SLOT_MS],
    ['ArrowDown', -SLOT_MS],
    ['PageUp', HOUR_MS],
    ['Home', -9 * HOUR_MS],
    ['End', 3 * HOUR_MS - SLOT_MS],
  ])('moves by %s', (key, by) => {
    expect(keyed(brush, 'from', key, day)).toEqual({ from: brush.from + by, to: brush.to })
  })

  it('moves by no other key', () => {
    expect(keyed(brush, 'to', 'a', day)).toBeUndefined()
  })
})

it('the brush is pushed as it is, up to the ends of the day', () => {
  expect(shifted(brush, HOUR_MS, day)).toEqual({ from: at(10), to: at(13) })
  expect(shifted(brush, 99 * HOUR_MS, day)).toEqual({ from: at(21), to: at(24) })
  expect(shifted(brush, -99 * HOUR_MS, day)).toEqual({ from: at(0), to: at(3) })
})

it('drawn in either direction it has all five minutes that were touched', () => {
  const drawnRight = drawn(at(9) + 1, at(10) + 1, day)
  expect(drawnRight).toEqual({ from: at(9), to: at(10) + SLOT_MS })
  expect(drawn(at(10) + 1, at(9) + 1, day)).toEqual(drawnRight)
  expect(drawn(at(-5), at(40), day)).toEqual(day)
})

it('whatever is done to it, it is whole five minutes, at least one, within the day', () => {
  const moment = fc.integer({ min: day.from - 10 * HOUR_MS, max: day.to + 10 * HOUR_MS })
  fc.assert(
    fc.property(moment, moment, moment, moment, (a, b, c, d) => {
      let brush = drawn(a, b, day)
      for (const step of [
        () => moved(brush, 'from', c, day),
        () => shifted(brush, d - c, day),
        () => moved(brush, 'to', d, day),
        () => keyed(brush, 'to', 'PageDown', day) ?? brush,
      ]) {
        brush = step()
        expect(brush.from).toBeGreaterThanOrEqual(day.from)
        expect(brush.to).toBeLessThanOrEqual(day.to)
        expect(brush.to - brush.from).toBeGreaterThanOrEqual(SLOT_MS)
        expect((brush.to - brush.from) % SLOT_MS).toBe(0)
      }
    }),
  )
})
