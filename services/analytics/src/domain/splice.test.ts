import type { LocationFix } from '@doorstep/contracts'
import { aFix } from '@doorstep/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesInOneGo } from '../../test/in-one-go.ts'
import { sumOf } from './measures.ts'
import { type Ride, rollupsOf } from './rollups.ts'
import { inEventTime, runsOf } from './run.ts'
import { LONGEST_SEGMENT_MS, type Segment } from './segment.ts'
import { type Change, type KnownFix, splice } from './splice.ts'

/** A few riders, a minute and a half apart on average, with pauses, some across an hour: all that can meet, meets. */
const someFixes = fc
  .uniqueArray(
    fc.record({
      riderId: fc.constantFrom('r-1', 'r-2'),
      recordedAt: fc.integer({ min: 0, max: 40 }).map((step) => 1_700_000_000_000 + step * 97_000),
      lat: fc.integer({ min: 0, max: 30 }).map((step) => 60.17 + step / 5_000),
      speedMps: fc.constantFrom(0, 0.4, 3, 7),
    }),
    { selector: ({ riderId, recordedAt }) => `${riderId} ${recordedAt}`, maxLength: 40 },
  )
  .map((fixes) => fixes.map((fields) => aFix(fields)))

/** Each fix once or several times, in any order, in batches of any size. */
const delivered = someFixes.chain((fixes) =>
  fc.record({
    fixes: fc.constant(fixes),
    batches: fc
      .shuffledSubarray([...fixes, ...fixes, ...fixes], { minLength: fixes.length * 3 })
      .chain((order) =>
        fc.array(fc.nat(order.length), { maxLength: 8 }).map((cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), order.length]
          return at.slice(1).map((end, i) => order.slice(at[i], end))
        }),
      ),
  }),
)

const rides: Ride[] = [
  { deliveryId: 'd-1', riderId: 'r-1', pickedUpAt: 1_700_000_400_000, endedAt: 1_700_001_400_000 },
  { deliveryId: 'd-2', riderId: 'r-1', pickedUpAt: 1_700_000_900_000, endedAt: 1_700_003_000_000 },
  { deliveryId: 'd-3', riderId: 'r-2', pickedUpAt: 0, endedAt: 1_800_000_000_000 },
]

/** A table that is read as `splice` wants it, and written as it says. */
function aTable() {
  const rows = new Map<string, Map<number, KnownFix>>()
  const changes: Change[] = []
  let corrections = 0

  function write(batch: readonly LocationFix[]): void {
    for (const run of runsOf(batch)) {
      const own = rows.get(run.riderId) ?? new Map<number, KnownFix>()
      rows.set(run.riderId, own)
      const inOrder = inEventTime([...own.values()])
      const before = inOrder.findLast(({ recordedAt }) => recordedAt <= run.from)
      const later = inOrder.filter(
        ({ recordedAt }) => recordedAt > run.from && recordedAt <= run.to + LONGEST_SEGMENT_MS,
      )
      const near = before !== undefined && run.from - before.recordedAt <= LONGEST_SEGMENT_MS
      const { added, corrected, ...rest } = splice(run, near ? [before, ...later] : later)
      for (const { fix, segment } of added) own.set(fix.recordedAt, { ...fix, ...segment })
      for (const fix of corrected) own.set(fix.recordedAt, { ...own.get(fix.recordedAt), ...fix } as KnownFix)
      changes.push(...rest.changes)
      corrections += corrected.length
    }
  }
  return {
    write,
    changes,
    rows: () => [...rows.values()].flatMap((own) => inEventTime([...own.values()])),
    corrections: () => corrections,
  }
}

/** In one order. */
function rolledUp(changes: readonly Change[]) {
  const { hours, cells, deliveries } = rollupsOf(changes, rides)
  const sorted = <Row extends object>(rows: readonly Row[]) =>
    rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return { hours: sorted(hours), cells: sorted(cells), deliveries: sorted(deliveries) }
}

describe('in whatever order and however often fixes come, in batches of any size,', () => {
  it('the rollups are those of the distinct fixes in event time', () => {
    fc.assert(
      fc.property(delivered, ({ fixes, batches }) => {
        const table = aTable()
        for (const batch of batches) table.write(batch)
        expect(rolledUp(table.changes)).toEqual(rolledUp(changesInOneGo(fixes)))
      }),
      { numRuns: 500 },
    )
  })

  it('each row has the segment from the one before it', () => {
    fc.assert(
      fc.property(delivered, ({ fixes, batches }) => {
        const table = aTable()
        for (const batch of batches) table.write(batch)
        const told = ({ distanceMm, movingMs, stoppedMs }: Segment) =>
          `${distanceMm} ${movingMs} ${stoppedMs}`
        const expected = changesInOneGo(fixes).map(({ segment }) => told(segment))
        expect(table.rows().map(told).toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 500 },
    )
  })
})

describe('a fix', () => {
  const at = (seconds: number) =>
    aFix({ recordedAt: 1_700_000_000_000 + seconds * 1000, lat: 60 + seconds / 50_000, speedMps: 2 })

  it('that lands between two takes the place of their segment', () => {
    const table = aTable()
    table.write([at(0), at(20)])
    table.write([{ ...at(10), speedMps: 6 }])
    expect(table.corrections()).toBe(1)
    expect(sumOf(table.changes)).toEqual({
      fixes: 3,
      distanceMm: 80_000,
      movingMs: 20_000,
      stoppedMs: 0,
    })
  })

  it('that is known changes nothing', () => {
    const table = aTable()
    table.write([at(0), at(10), at(20)])
    const before = table.changes.length
    table.write([at(10), at(0), at(20), at(10)])
    expect(table.changes).toHaveLength(before)
  })

  it('in time corrects nothing', () => {
    const table = aTable()
    for (let second = 0; second < 60; second++) table.write([at(second)])
    expect(table.corrections()).toBe(0)
  })
})
