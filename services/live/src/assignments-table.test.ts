import { anOpenDelivery } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { createAssignmentsTable } from './assignments-table.ts'

const onItsWay = anOpenDelivery({ deliveryId: 'd-1' })
const assigned = anOpenDelivery({ deliveryId: 'd-2', status: 'assigned' })

/** Records of one rider, applied in this order: when each was written, and what the rider had then. */
function after(...records: [updatedAt: number, ...deliveries: (typeof onItsWay)[]][]) {
  const table = createAssignmentsTable()
  for (const [updatedAt, ...deliveries] of records)
    table.apply({ riderId: 'r-1', deliveries, updatedAt }, 'r-1')
  return table
}
const idsOf = (table: ReturnType<typeof after>) => table.onTheirWay('r-1').map(({ deliveryId }) => deliveryId)

it('holds what is on its way, not what is still to be picked up', () => {
  expect(idsOf(after([1, onItsWay, assigned]))).toEqual(['d-1'])
})

it('replaces a record whole', () => {
  expect(idsOf(after([1, onItsWay], [2]))).toEqual([])
})

it('forgets a rider whose key was deleted', () => {
  const table = after([1, onItsWay])
  table.apply(undefined, 'r-1')
  expect(idsOf(table)).toEqual([])
})
