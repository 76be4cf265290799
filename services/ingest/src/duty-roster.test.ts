import { anOpenDelivery } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { createDutyRoster } from './duty-roster.ts'

const NOW = 1_700_000_000_000
const pickup = { lat: 60.17, lon: 24.94, address: 'A kitchen' }
const dropoff = { lat: 60.16, lon: 24.95, address: 'A door' }

it('a rider goes to the pickup until it is picked up, then to the drop-off, of each delivery', () => {
  const roster = createDutyRoster()
  const deliveries = [
    anOpenDelivery({ deliveryId: 'd-1', status: 'assigned', pickup, dropoff }),
    anOpenDelivery({ deliveryId: 'd-2', status: 'picked-up', pickup, dropoff }),
  ]
  roster.apply({ riderId: 'r-1', deliveries, updatedAt: NOW }, 'r-1')
  expect(roster.stopsOf('r-1')).toEqual([
    { deliveryId: 'd-1', status: 'assigned', lat: 60.17, lon: 24.94 },
    { deliveryId: 'd-2', status: 'picked-up', lat: 60.16, lon: 24.95 },
  ])
  expect(roster.stopsOf('r-2')).toEqual([])
})

it('a rider whose record was deleted is as one who never had a delivery', () => {
  const roster = createDutyRoster()
  roster.apply({ riderId: 'r-1', deliveries: [anOpenDelivery()], updatedAt: NOW }, 'r-1')
  roster.apply(undefined, 'r-1')
  expect(roster.dutyOf('r-1')).toBeUndefined()
  expect(roster.stopsOf('r-1')).toEqual([])
})
