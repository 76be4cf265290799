import { deliveryStatuses } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { maySee } from './visibility.ts'

const pickedUpAt = 1_000

describe('maySee', () => {
  it.each([
    ['recorded a moment before the pickup', 999, false],
    ['recorded at the pickup', 1_000, true],
    ['recorded after the pickup', 1_001, true],
  ])('on its way, a position %s: %#', (_when, recordedAt, seen) => {
    expect(maySee({ status: 'picked-up', pickedUpAt }, recordedAt)).toBe(seen)
  })

  it.each(deliveryStatuses.filter((status) => status !== 'picked-up'))(
    'shows no position while %s',
    (status) => {
      expect(maySee({ status, pickedUpAt }, 2_000)).toBe(false)
    },
  )

  it('shows no position when nobody knows since when the delivery is on its way', () => {
    expect(maySee({ status: 'picked-up' }, 2_000)).toBe(false)
  })
})
