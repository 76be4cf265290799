import type { OperationsChanges } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { aRider, NOW } from '../standing/a-rider.ts'
import { counted, nothingCounted, positionsASecond, type Rate } from './rate.ts'

const row = ['r-1', 60, 25, NOW, null, null, null, null, null] as OperationsChanges['fixes'][number]
const changes = (fixes: number): OperationsChanges => ({
  type: 'changes',
  at: NOW,
  riders: [aRider()],
  fixes: Array(fixes).fill(row),
  gone: [],
  unassigned: [],
  taken: [],
})

it('counts the positions of the last ten seconds, snapshots apart', () => {
  let rate: Rate = counted(nothingCounted, { ...changes(0), type: 'snapshot' }, NOW)
  expect(positionsASecond(rate, NOW)).toBeUndefined()
  for (let second = 0; second <= 30; second++) rate = counted(rate, changes(9), NOW + second * 1_000)
  expect(rate.length).toBeLessThanOrEqual(11)
  expect(positionsASecond(rate, NOW + 30_500)).toBe(10)
})

it('is nothing when nothing came for that long', () => {
  expect(positionsASecond(counted(nothingCounted, changes(5), NOW), NOW + 60_000)).toBeUndefined()
})
