import type { OperationsChanges, OperationsSnapshot } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { aRider, aTask, NOW } from '../standing/a-rider.ts'
import { applied, nothingHeard, serverTime } from './operations-view.ts'

const waiting = { ...aTask(), createdAt: NOW }

const aSnapshot = (fields: Partial<OperationsSnapshot> = {}): OperationsSnapshot => ({
  type: 'snapshot',
  at: NOW,
  riders: [aRider()],
  unassigned: [waiting],
  ...fields,
})
const changes = (fields: Partial<OperationsChanges> = {}): OperationsChanges => ({
  type: 'changes',
  at: NOW,
  riders: [],
  fixes: [],
  gone: [],
  unassigned: [],
  taken: [],
  ...fields,
})

const opened = applied(nothingHeard, aSnapshot(), NOW)

it('begins with everybody, and forgets who is not in the next snapshot', () => {
  expect([...opened.riders.keys(), ...opened.unassigned.keys()]).toEqual(['r-1', 'd-1'])
  const again = applied(opened, aSnapshot({ riders: [], unassigned: [] }), NOW)
  expect([again.riders.size, again.unassigned.size]).toEqual([0, 0])
})

it('moves a rider by a row, and leaves everything else of them as it was', () => {
  const row = ['r-1', 60.2, 24.9, NOW + 1, null, 4.5, null, 80, true] as OperationsChanges['fixes'][number]
  const { riders } = applied(opened, changes({ fixes: [row] }), NOW)
  expect(riders.get('r-1')).toEqual({
    ...aRider(),
    fix: { lat: 60.2, lon: 24.9, recordedAt: NOW + 1, speedMps: 4.5, batteryPct: 80, charging: true },
  })
})

it('does not make a rider of a row whose rider it does not know', () => {
  const row = ['r-9', 60.2, 24.9, NOW, null, null, null, null, null] as OperationsChanges['fixes'][number]
  expect(applied(opened, changes({ fixes: [row] }), NOW).riders.has('r-9')).toBe(false)
})

it('takes riders and deliveries that are new, and lets go of those that are gone', () => {
  const more = changes({ riders: [aRider({ riderId: 'r-2' })], gone: ['r-1'], taken: ['d-1'] })
  const { riders, unassigned } = applied(opened, more, NOW)
  expect([...riders.keys()]).toEqual(['r-2'])
  expect(unassigned.size).toBe(0)
})

it('knows of customers what the process told last, and nothing once it is another that does not tell', () => {
  const customers = { connections: 42, conflated: 3, closed: { tooSlow: 1 }, since: NOW }
  const told = applied(opened, changes({ customers }), NOW)
  expect(told.customers).toEqual(customers)
  expect(applied(told, aSnapshot(), NOW)).not.toHaveProperty('customers')
})

it('leaves the view before as it was', () => {
  applied(opened, changes({ gone: ['r-1'] }), NOW)
  expect(opened.riders.has('r-1')).toBe(true)
})

it('counts ages by the server’s clock, which the quickest message tells best', () => {
  const ahead = 5_000
  const slow = applied(nothingHeard, aSnapshot({ at: NOW + ahead }), NOW + 800)
  expect(serverTime(slow, NOW)).toBe(NOW + ahead - 800)
  const quick = applied(slow, changes({ at: NOW + ahead }), NOW + 50)
  expect(serverTime(quick, NOW)).toBe(NOW + ahead - 50)
  const slowAgain = applied(quick, changes({ at: NOW + ahead }), NOW + 900)
  expect(serverTime(slowAgain, NOW)).toBe(NOW + ahead - 50)
  expect(serverTime(nothingHeard, NOW)).toBe(NOW)
})
