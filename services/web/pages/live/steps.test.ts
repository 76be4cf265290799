import { expect, it } from 'vitest'
import { AT, aTrackedDelivery } from './a-message.ts'
import { nothingKnown } from './delivery-view.ts'
import { stepsOf } from './steps.ts'

const told = (...steps: ReturnType<typeof stepsOf>) => steps.map(({ name, state }) => `${name}: ${state}`)

it('goes from the order to the door, and marks how far it came', () => {
  const view = {
    ...nothingKnown,
    delivery: aTrackedDelivery(),
    notifications: [{ kind: 'approaching', at: AT }] as const,
  }
  expect(told(...stepsOf(view))).toEqual([
    'ordered: done',
    'assigned: done',
    'picked-up: done',
    'approaching: current',
    'arrived: ahead',
    'delivered: ahead',
  ])
})

it('counts what was passed as done, even if nobody noticed when', () => {
  const view = { ...nothingKnown, delivery: aTrackedDelivery({ status: 'delivered', endedAt: AT }) }
  const steps = stepsOf(view)
  expect(told(...steps).slice(3)).toEqual(['approaching: done', 'arrived: done', 'delivered: done'])
  expect(steps.map(({ at }) => at === undefined)).toEqual([false, true, false, true, true, false])
})

it('ends where a delivery was broken off', () => {
  const { pickedUpAt: _, ...fields } = aTrackedDelivery({ status: 'cancelled', endedAt: AT })
  expect(told(...stepsOf({ ...nothingKnown, delivery: fields }))).toEqual([
    'ordered: done',
    'cancelled: current',
  ])
})

it('shows a missed promise where it was missed', () => {
  const view = {
    ...nothingKnown,
    delivery: aTrackedDelivery({ pickedUpAt: AT }),
    notifications: [{ kind: 'late', at: AT + 1 }] as const,
  }
  expect(told(...stepsOf(view)).slice(2, 5)).toEqual([
    'picked-up: done',
    'late: current',
    'approaching: ahead',
  ])
})

it('is empty while nothing is known', () => {
  expect(stepsOf(nothingKnown)).toEqual([])
})

it('has for operators, between what else happened, since when the rider is off the route', () => {
  const view = {
    ...nothingKnown,
    delivery: aTrackedDelivery(),
    notifications: [{ kind: 'late', at: AT + 2_000 }] as const,
  }
  const upTo = (offRouteSince: number) =>
    stepsOf(view, { offRouteSince })
      .filter(({ at }) => at !== undefined)
      .map(({ name }) => name)
  expect(upTo(AT + 1_000).slice(-3)).toEqual(['picked-up', 'off-route', 'late'])
  expect(upTo(AT + 3_000).slice(-3)).toEqual(['picked-up', 'late', 'off-route'])
})
