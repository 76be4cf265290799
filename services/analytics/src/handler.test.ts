import type { LocationFix } from '@doorstep/contracts'
import type { Received } from '@doorstep/kafka'
import { aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { AbsurdTimeError, recordFixes } from './handler.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const DAY_MS = 24 * 3600 * 1000
const context = { topic: 'delivery-location', partition: 0, isStale: () => false }

/** A store that knows a fix by its identity, as the table does. */
function record(held = new Map<string, LocationFix>()) {
  const counted = { new: 0, known: 0, expired: 0 }
  const handle = recordFixes({
    store: {
      async add(fixes) {
        const before = held.size
        for (const fix of fixes) held.set(`${fix.riderId} ${fix.recordedAt}`, fix)
        return held.size - before
      },
    },
    counts: {
      count(outcome, fixes) {
        counted[outcome] += fixes
      },
    },
    retentionDays: 30,
    now: () => NOW,
  })
  const batch = (fixes: readonly LocationFix[]): Received<LocationFix>[] =>
    fixes.map((event, i) => ({ event, key: event.riderId, partition: 0, offset: String(i) }))
  return { held, counted, handle: (fixes: readonly LocationFix[]) => handle(batch(fixes), context) }
}

const fixAt = (recordedAt: number) => aFix({ recordedAt })

it('keeps each fix once and counts those it knew', async () => {
  const { held, counted, handle } = record()
  await handle([fixAt(NOW), fixAt(NOW + 1), fixAt(NOW)])
  await handle([fixAt(NOW + 1), fixAt(NOW + 2)])
  expect(held.size).toBe(3)
  expect(counted).toEqual({ new: 3, known: 2, expired: 0 })
})

it('passes over what retention would drop again', async () => {
  const { held, counted, handle } = record()
  await handle([fixAt(NOW - 31 * DAY_MS), fixAt(NOW - 30 * DAY_MS)])
  expect([...held.values()].map(({ recordedAt }) => recordedAt)).toEqual([NOW - 30 * DAY_MS])
  expect(counted).toMatchObject({ new: 1, expired: 1 })
})

it('refuses a fix of a clock that is days ahead for good, and writes nothing beside it', async () => {
  const { held, handle } = record()
  const error = await handle([fixAt(NOW), fixAt(NOW + 5 * DAY_MS)]).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(AbsurdTimeError)
  expect(error).toMatchObject({ retryable: false })
  expect(held.size).toBe(0)
})

it('lets a failing store be tried again', async () => {
  const away = new Error('away')
  const handle = recordFixes({
    store: { add: () => Promise.reject(away) },
    counts: { count: () => expect.unreachable('counted what was not written') },
    retentionDays: 30,
    now: () => NOW,
  })
  const batch = [{ event: fixAt(NOW), key: 'r-1', partition: 0, offset: '0' }]
  await expect(handle(batch, context)).rejects.toBe(away)
})
