import { anOpenDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { type Duty, dutyOf, isOnDuty } from './duty.ts'

const GRACE_MS = 15 * 60_000
const ENDED = 1_700_000_000_000
const ASSIGNED = ENDED + 10 * GRACE_MS

describe('a rider', () => {
  it.each<[what: string, duty: Duty, recordedAt: number, onDuty: boolean]>([
    ['who never had a delivery', {}, ENDED, true],
    ['with a first delivery', { openSince: ASSIGNED }, ENDED, true],
    ['15 minutes after the last one ended', { lastEndedAt: ENDED }, ENDED + GRACE_MS, true],
    ['any later', { lastEndedAt: ENDED }, ENDED + GRACE_MS + 1, false],
    ['before the last one ended', { lastEndedAt: ENDED }, ENDED - 3_600_000, true],
    ['with a new one', { openSince: ASSIGNED, lastEndedAt: ENDED }, ASSIGNED, true],
    ['just before it', { openSince: ASSIGNED, lastEndedAt: ENDED }, ASSIGNED - GRACE_MS, true],
    ['between the two', { openSince: ASSIGNED, lastEndedAt: ENDED }, ASSIGNED - GRACE_MS - 1, false],
  ])('%s: %o at %i is on duty: %s', (_what, duty, recordedAt, onDuty) => {
    expect(isOnDuty(duty, recordedAt, GRACE_MS)).toBe(onDuty)
  })
})

describe('the duty of a rider', () => {
  it('begins with the earliest of the open deliveries', () => {
    const deliveries = [ENDED + 2, ENDED + 1, ENDED + 3].map((assignedAt) => anOpenDelivery({ assignedAt }))
    const assignments = { riderId: 'r-1', deliveries, lastEndedAt: ENDED, updatedAt: ENDED }
    expect(dutyOf(assignments)).toEqual({ openSince: ENDED + 1, lastEndedAt: ENDED })
  })

  it('is without beginning and end when nothing is open and nothing ever ended', () => {
    expect(dutyOf({ riderId: 'r-1', deliveries: [], updatedAt: ENDED })).toEqual({})
  })
})
