import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { approaching } from './approaching.ts'
import { unknownDelivery } from './watched-delivery.ts'

const { dropoff } = aDelivery()

it.each([
  { metres: 294, accuracyM: 5, notifies: true },
  { metres: 296, accuracyM: 5, notifies: false },
  { metres: 209, accuracyM: 90, notifies: true },
  { metres: 211, accuracyM: 90, notifies: false },
])('$metres m away, accurate to $accuracyM m: notifies $notifies', ({ metres, accuracyM, notifies }) => {
  const fix = aFix({ ...destinationPoint(dropoff, 135, metres), accuracyM })
  const { happenedAt } = approaching.consider(fix, { ...unknownDelivery('d-1'), dropoff })
  expect(happenedAt).toBe(notifies ? fix.recordedAt : undefined)
})
