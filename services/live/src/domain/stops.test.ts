import type { OpenDelivery } from '@doorstep/contracts'
import { anOpenDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { type Carried, carriedBy } from './stops.ts'

const NEVER = Number.POSITIVE_INFINITY
const doors = {
  'd-1': { lat: 60.1, lon: 24.9 },
  'd-2': { lat: 60.2, lon: 24.9 },
  'd-3': { lat: 60.1, lon: 24.9 },
}

function to(deliveryId: keyof typeof doors, fields: Partial<OpenDelivery> = {}): OpenDelivery {
  return anOpenDelivery({ deliveryId, dropoff: doors[deliveryId], ...fields })
}

interface Earlier {
  readonly lastEndedAt?: number
  readonly updatedAt?: number
}

function after(
  before: readonly Carried[] | undefined,
  deliveries: readonly OpenDelivery[],
  times: Earlier = {},
) {
  return carriedBy({ riderId: 'r-1', deliveries: [...deliveries], updatedAt: 900, ...times }, before)
}
const exactSince = (carried: readonly Carried[]) =>
  carried.map((delivery) => [delivery.deliveryId, delivery.exactSince])

it.each([
  ['who is the only stop', [to('d-1')], [['d-1', 0]]],
  [
    'whose stop is next, and nobody after',
    [to('d-1'), to('d-2')],
    [
      ['d-1', 0],
      ['d-2', NEVER],
    ],
  ],
  [
    'who lives behind the door that is next',
    [to('d-1'), to('d-3')],
    [
      ['d-1', 0],
      ['d-3', 0],
    ],
  ],
  [
    'before whom a delivery is still to be picked up',
    [to('d-2', { status: 'assigned' }), to('d-1')],
    [['d-1', 0]],
  ],
] as const)('the rider is shown exactly to the customer %s', (_who, deliveries, shown) => {
  expect(exactSince(after([], deliveries))).toEqual(shown)
})

describe('who becomes next is not shown what was recorded before', () => {
  const both = after([], [to('d-1'), to('d-2')])

  it('the stop ahead was done', () => {
    expect(exactSince(after(both, [to('d-2')], { lastEndedAt: 890 }))).toEqual([['d-2', 900]])
  })

  it('the order was changed', () => {
    expect(exactSince(after(both, [to('d-2'), to('d-1')]))).toEqual([
      ['d-2', 900],
      ['d-1', NEVER],
    ])
  })

  it('the rider came back from the last round', () => {
    expect(exactSince(after([], [to('d-2')], { lastEndedAt: 500 }))).toEqual([['d-2', 500]])
  })

  it('a process began that knows of no record before', () => {
    expect(exactSince(after(undefined, [to('d-1')]))).toEqual([['d-1', 900]])
  })
})

it('who stays next goes on being shown the way since then, whatever changes behind them', () => {
  const first = after([], [to('d-1'), to('d-2')], { lastEndedAt: 500 })
  const changed = after(first, [to('d-1')], { lastEndedAt: 890 })
  expect(exactSince(changed)).toEqual([['d-1', 500]])
})
