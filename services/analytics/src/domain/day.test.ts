import { describe, expect, it } from 'vitest'
import { dateOf, dayOf, dayOfPartition, partitionOf } from './day.ts'

const at = (text: string) => Date.parse(text)

describe('a day', () => {
  it.each([
    ['2026-11-21T00:00:00.000Z', '2026-11-21'],
    ['2026-11-21T23:59:59.999Z', '2026-11-21'],
    ['2026-11-22T00:00:00.000Z', '2026-11-22'],
    ['2026-11-22T01:30:00.000+02:00', '2026-11-21'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29'],
    ['1970-01-01T00:00:00.000Z', '1970-01-01'],
  ])('of %s is %s, in UTC', (moment, date) => {
    expect(dateOf(dayOf(at(moment)))).toBe(date)
  })
})

describe('a partition', () => {
  it('is named for its day', () => {
    expect(partitionOf(dayOf(at('2026-01-02T03:04:05Z')))).toBe('fixes_20260102')
  })

  it.each(['2026-11-21', '2026-12-31', '2028-02-29', '1999-12-31'])('tells its day: %s', (date) => {
    const day = dayOf(at(date))
    expect(dayOfPartition(partitionOf(day))).toBe(day)
  })

  it.each([
    'fixes',
    'fixes_pkey',
    'fixes_2026112',
    'fixes_20261131',
    'fixes_20260001',
    'deliveries',
    'fixes_20261121_old',
  ])('is not %s', (name) => {
    expect(dayOfPartition(name)).toBeUndefined()
  })
})
