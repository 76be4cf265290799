import type { LocationFix, NotificationKind } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { type Advance, afterEvents, afterFixes, afterTime } from './advance.ts'
import { SILENT_MS, STEADY_MS } from './silent.ts'
import { LEFT_DWELL_MS, STALLED_METRES, STALLED_MS } from './stalled.ts'
import { unknownDelivery } from './watched-delivery.ts'

const T = 1_700_000_000_000
const { pickup, dropoff } = aDelivery()

/** A delivery as it goes, at milliseconds after its pickup. */
function aCourse(fields: Partial<ReturnType<typeof aDelivery>> = {}, learntAfterMs = 0) {
  const carried = aDelivery({ status: 'picked-up', riderId: 'r-1', pickedUpAt: T, ...fields })
  const event = aDeliveryEvent({ type: 'picked-up', version: 1, at: T, delivery: carried })
  let [delivery = unknownDelivery('d-1')] = afterEvents(
    [unknownDelivery('d-1')],
    [event],
    T + learntAfterMs,
  ).changed
  const told: { readonly kind: NotificationKind; readonly afterMs: number }[] = []

  function take({ changed, notifications }: Advance) {
    delivery = changed[0] ?? delivery
    told.push(...notifications.map(({ kind, at }) => ({ kind, afterMs: at - T })))
    return course
  }

  const course = {
    told,
    wakeAfterMs: () => (delivery.wakeAt === undefined ? undefined : delivery.wakeAt - T),
    fix(afterMs: number, metres: number, measured: Partial<LocationFix> = {}) {
      const at = T + afterMs
      const place = destinationPoint(pickup, 90, metres)
      return take(afterFixes([delivery], [aFix({ ...place, recordedAt: at, receivedAt: at, ...measured })]))
    },
    ring: (afterMs: number) => take(afterTime([delivery], () => T + afterMs)),
    times: (kind: NotificationKind) => told.filter((one) => one.kind === kind).map((one) => one.afterMs),
  }
  return course
}

describe('late', () => {
  it.each([
    [59_999, []],
    [60_000, [60_000]],
  ])('%i ms after the pickup, with a promise of a minute: %j', (afterMs, times) => {
    expect(
      aCourse({ promisedAt: T + 60_000 })
        .ring(afterMs)
        .times('late'),
    ).toEqual(times)
  })

  it('is told whatever the status, as long as there is no end', () => {
    const created = aDeliveryEvent({ delivery: aDelivery({ promisedAt: T }) })
    const { changed } = afterEvents([unknownDelivery('d-1')], [created], T)
    expect(changed).toMatchObject([{ wakeAt: T }])
    expect(afterTime(changed, () => T).notifications).toMatchObject([{ kind: 'late', at: T }])
  })

  it('is not told of what ended before anybody looked', () => {
    const course = aCourse({ status: 'delivered', promisedAt: T + 60_000, endedAt: T + 90_000 })
    expect(course.wakeAfterMs()).toBeUndefined()
    expect(course.ring(100_000).told).toEqual([])
  })
})

describe('silent', () => {
  it.each([
    [SILENT_MS - 1, []],
    [SILENT_MS, [SILENT_MS]],
  ])('%i ms after the last fix: %j', (gapMs, times) => {
    expect(
      aCourse()
        .fix(10_000, 0)
        .ring(10_000 + gapMs)
        .times('silent'),
    ).toEqual(times.map((ms) => ms + 10_000))
  })

  it('counts from when the pickup was learnt of, if that was told late', () => {
    expect(aCourse({}, 600_000).ring(600_000 + SILENT_MS - 1).told).toEqual([])
  })

  it('hears a rider whose clock is wrong, or who uploads a backlog', () => {
    const course = aCourse({ pickedUpAt: T - 3_600_000 })
    course.fix(50_000, 0, { recordedAt: T - 600_000 }).fix(100_000, 0, { recordedAt: T - 700_000 })
    expect(course.ring(100_000 + SILENT_MS - 1).told).toEqual([])
  })

  it('is told once for one silence, and again only after the rider was heard steadily', () => {
    const course = aCourse()
      .ring(SILENT_MS)
      .ring(2 * SILENT_MS)
    expect(course.times('silent')).toHaveLength(1)

    course
      .fix(200_000, 0)
      .ring(200_000 + SILENT_MS)
      .fix(400_000, 900)
      .ring(400_000 + SILENT_MS)
    expect(course.times('silent')).toHaveLength(1)

    for (let ms = 0; ms <= STEADY_MS; ms += 30_000) course.fix(600_000 + ms, 100 + ms / 30)
    expect(course.ring(600_000 + STEADY_MS + SILENT_MS).times('silent')).toHaveLength(2)
  })
})

describe('stalled', () => {
  const standing = (metres: (ms: number) => number, untilMs = STALLED_MS) => {
    const course = aCourse()
    for (let ms = 0; ms <= untilMs; ms += 10_000) course.fix(ms, metres(ms)).ring(ms)
    return course
  }

  it.each([
    ['on the spot', [STALLED_MS], () => 0],
    ['wandering as phones do', [STALLED_MS], (ms: number) => ((ms / 10_000) % 2) * (STALLED_METRES - 10)],
    ['with a jump of the position', [STALLED_MS], (ms: number) => (ms === 100_000 ? 300 : 0)],
    ['riding on', [], (ms: number) => ms / 250],
  ])('for five minutes %s: told after %j ms', (_how, times, metres) => {
    expect(standing(metres).times('stalled')).toEqual(times)
  })

  it('begins anew where the rider went, and is told again there', () => {
    const moved = (ms: number) => (ms <= STALLED_MS ? 0 : 500)
    const course = standing(moved, 2 * STALLED_MS + 2 * LEFT_DWELL_MS)
    expect(course.times('stalled')).toEqual([STALLED_MS, 2 * STALLED_MS + 2 * LEFT_DWELL_MS])
  })

  it('is not told of a rider nobody hears of', () => {
    expect(aCourse().fix(0, 0).ring(STALLED_MS).times('stalled')).toEqual([])
  })

  it('is not told of a rider who has arrived', () => {
    const course = aCourse()
    for (let ms = 0; ms <= 2 * STALLED_MS; ms += 10_000) course.fix(ms, 0, dropoff)
    expect(course.ring(2 * STALLED_MS + SILENT_MS).told.map(({ kind }) => kind)).toEqual([
      'approaching',
      'arrived',
    ])
  })
})

it('is woken no later than any alarm, though fixes leave the clock alone', () => {
  const course = aCourse({ promisedAt: T + 400_000 })
  expect(course.wakeAfterMs()).toBe(SILENT_MS)
  course.fix(80_000, 0)
  expect(course.wakeAfterMs()).toBe(SILENT_MS)
  course.ring(SILENT_MS)
  expect(course.wakeAfterMs()).toBe(80_000 + SILENT_MS)
})
