import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockOver,
  isPlaying,
  momentOf,
  paused,
  playing,
  type ReplayClock,
  soughtTo,
  speeds,
  withSpeed,
} from './replay-clock.ts'

const span = { from: 1_000_000, to: 1_600_000 }

describe('a replay', () => {
  it('begins at the beginning, and stands until it is played', () => {
    const clock = clockOver(span, 10)
    expect(momentOf(clock, 5_000)).toBe(span.from)
    expect(isPlaying(clock, 5_000)).toBe(false)
  })

  it.each(speeds)('at %d× plays as many seconds of the record in each second', (speed) => {
    const clock = playing(clockOver(span, speed), 5_000)
    expect(momentOf(clock, 6_000)).toBe(span.from + speed * 1_000)
  })

  it('ends exactly at the end, and plays no more', () => {
    const clock = playing(clockOver(span, 60), 0)
    expect(momentOf(clock, 9_999)).toBe(span.to - 60)
    expect(isPlaying(clock, 9_999)).toBe(true)
    expect(momentOf(clock, 10_000)).toBe(span.to)
    expect(momentOf(clock, 99_999)).toBe(span.to)
    expect(isPlaying(clock, 10_000)).toBe(false)
  })

  it('is played from the beginning again when it is at its end', () => {
    const again = playing(soughtTo(clockOver(span, 1), span.to, 0), 10)
    expect(momentOf(again, 10)).toBe(span.from)
  })

  it('that ended and is sought back stands there', () => {
    const ended = playing(clockOver(span, 60), 0)
    const back = soughtTo(ended, span.from + 5_000, 20_000)
    expect(momentOf(back, 90_000)).toBe(span.from + 5_000)
    expect(isPlaying(back, 90_000)).toBe(false)
  })

  it('that plays and is sought to another moment plays on from there', () => {
    const sought = soughtTo(playing(clockOver(span, 10), 0), span.from + 60_000, 1_000)
    expect(momentOf(sought, 2_000)).toBe(span.from + 70_000)
  })

  it('stands where it was paused, and goes on from there', () => {
    const stood = paused(playing(clockOver(span, 10), 0), 1_000)
    expect(momentOf(stood, 9_000)).toBe(span.from + 10_000)
    expect(momentOf(playing(stood, 9_000), 9_100)).toBe(span.from + 11_000)
  })

  it.each([
    [span.from - 1, span.from],
    [span.to + 1, span.to],
  ])('is sought to %d, at most to its ends', (to, at) => {
    expect(momentOf(soughtTo(clockOver(span, 1), to, 0), 0)).toBe(at)
  })
})

type Turn = (clock: ReplayClock, now: number) => ReplayClock

/** Whatever the reader may do but seek, and but play once more what has ended. */
const turn: fc.Arbitrary<Turn> = fc.oneof(
  fc.constant<Turn>((clock, now) => (momentOf(clock, now) < span.to ? playing(clock, now) : clock)),
  fc.constant<Turn>(paused),
  fc.constantFrom(...speeds).map(
    (speed): Turn =>
      (clock, now) =>
        withSpeed(clock, speed, now),
  ),
)
const turns = fc.array(fc.tuple(turn, fc.nat(4_000), fc.nat(4_000)))

it('never goes back, and never leaves the record, whatever is pressed', () => {
  fc.assert(
    fc.property(turns, (turns) => {
      let clock = clockOver(span, 10)
      let now = 0
      let last = span.from
      for (const [turn, before, after] of turns) {
        for (const wait of [before, after]) {
          now += wait
          const moment = momentOf(clock, now)
          expect(moment).toBeGreaterThanOrEqual(last)
          expect(moment).toBeLessThanOrEqual(span.to)
          last = moment
        }
        clock = turn(clock, now)
      }
    }),
  )
})

it('is where it was in the moment in which speed changes, or it is paused or played', () => {
  fc.assert(
    fc.property(turns, (turns) => {
      let clock = clockOver(span, 10)
      let now = 0
      for (const [turn, wait] of turns) {
        now += wait
        const before = momentOf(clock, now)
        clock = turn(clock, now)
        expect(momentOf(clock, now)).toBe(before)
      }
    }),
  )
})

it('a clock of the reader that goes back does not turn the replay back', () => {
  const clock = withSpeed(playing(clockOver(span, 10), 5_000), 60, 6_000)
  expect(momentOf(clock, 4_000)).toBe(span.from + 10_000)
})
