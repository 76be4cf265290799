import { type Delivery, deliveryStatuses, riderKeyFor, trackingTokenFor } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anApp, SECRET } from '../test/an-app.ts'
import { inMemoryStore } from '../test/in-memory-store.ts'
import { aLivePosition } from '../test/positions.ts'

const DELIVERIES = 60
const ids = Array.from({ length: DELIVERIES }, (_, n) => `d-${n}`)

/** What belongs to one delivery alone carries its number, so that it is known wherever it turns up. */
const markOf = (deliveryId: string) => `mark-of-${deliveryId}.`
const latOf = (deliveryId: string) => 60 + Number(deliveryId.slice(2)) / 1_000 + 0.000_777

const world = ids.map((deliveryId, n): Delivery => {
  const status = deliveryStatuses[n % deliveryStatuses.length] ?? 'created'
  const place = { lat: 60.17, lon: 24.94, address: markOf(deliveryId) }
  return aDelivery({
    deliveryId,
    status,
    pickup: place,
    dropoff: place,
    customer: { name: 'never-told-customer' },
    webhook: { url: 'https://never-told.example' },
    riderId: 'never-told-rider',
    createdAt: 0,
    pickedUpAt: 1_000,
    ...(n % deliveryStatuses.length > 2 && { endedAt: 40_000 }),
  })
})

async function theWorld() {
  const store = inMemoryStore()
  const app = anApp({ store })
  for (const delivery of world) app.deliveries.applyEvent(aDeliveryEvent({ at: 40_000, delivery }))
  const position = (deliveryId: string) => aLivePosition(2_000, { lat: latOf(deliveryId) })
  await store.show(ids.map((deliveryId) => ({ deliveryId, position: position(deliveryId) })))
  return app
}

const id = fc.constantFrom(...ids)
const signatureOf = (token: string) => token.slice(token.lastIndexOf('_') + 1)
const real = id.map((deliveryId) => trackingTokenFor(deliveryId, SECRET))

/** Links that are real, and links as somebody would make them who has one and wants another. */
const attempt = fc.oneof(
  real,
  fc.tuple(id, real).map(([deliveryId, other]) => `tt_${deliveryId}_${signatureOf(other)}`),
  fc.tuple(real, fc.nat(80), fc.constantFrom('A', '0', '-', '_', '.', '%2e')).map(([token, at, letter]) => {
    const place = at % token.length
    return token.slice(0, place) + letter + token.slice(place + 1)
  }),
  id.map((deliveryId) => riderKeyFor(deliveryId, SECRET).replace('rk_', 'tt_')),
  id.map((deliveryId) => trackingTokenFor(deliveryId, 'some other secret')),
  fc.tuple(real, real).map(([one, other]) => `${one}${other}`),
)

it('a link opens its own delivery and tells of no other, whatever is tried: 10,000 attempts', async () => {
  const { get } = await theWorld()
  const opens = new Map(world.map((delivery) => [trackingTokenFor(delivery.deliveryId, SECRET), delivery]))
  let opened = 0

  await fc.assert(
    fc.asyncProperty(attempt, async (token) => {
      const { statusCode, body } = await get(token)
      expect(body).not.toContain('never-told')
      const own = opens.get(token)
      const strangers = ids.filter((other) => other !== own?.deliveryId)
      const told = strangers.filter(
        (other) => body.includes(markOf(other)) || body.includes(`${latOf(other)}`),
      )
      expect(told).toEqual([])
      expect(statusCode === 200).toBe(own !== undefined)
      if (own === undefined) return
      opened += 1
      expect(body.includes(`${latOf(own.deliveryId)}`)).toBe(own.status === 'picked-up')
    }),
    { numRuns: 10_000 },
  )
  expect(opened).toBeGreaterThan(1_000)
}, 60_000)
