import { expect, it } from 'vitest'
import { leases } from './lease.ts'

it('lets go of everything when the group is joined anew', () => {
  const all = leases()
  const before = all.current
  all.renew()
  expect([before.signal.aborted, before.held]).toEqual([true, false])
  expect([all.current.signal.aborted, all.current.held]).toEqual([false, true])
})

it('winding down begins nothing more, and still holds what is in hand', () => {
  const all = leases()
  all.windDown()
  expect([all.current.signal.aborted, all.current.held]).toEqual([true, true])
})

it('begins nothing in a group joined while winding down', () => {
  const all = leases()
  all.windDown()
  all.renew()
  expect(all.current.signal.aborted).toBe(true)
})
