import { trackingTokenFor } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { anApp, SECRET } from '../test/an-app.ts'
import { inMemoryStore } from '../test/in-memory-store.ts'
import { aLivePosition } from '../test/positions.ts'
import { scriptedConnection } from '../test/scripted-connection.ts'

const token = trackingTokenFor('d-1', SECRET)

const pickedUp = aDeliveryEvent({
  at: 1_000,
  delivery: aDelivery({ status: 'picked-up', pickedUpAt: 1_000 }),
})
const delivered = aDeliveryEvent({
  at: 40_000,
  version: 2,
  delivery: aDelivery({ status: 'delivered', pickedUpAt: 1_000, endedAt: 40_000 }),
})

describe('a snapshot', () => {
  it('shows where the rider is while the delivery is on its way', async () => {
    const store = inMemoryStore()
    await store.show([{ deliveryId: 'd-1', position: aLivePosition(2_000) }])
    const { deliveries, get } = anApp({ store })
    deliveries.applyEvent(pickedUp)

    const response = await get(token)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.json()).toMatchObject({
      type: 'snapshot',
      cursor: '0:2000',
      delivery: { deliveryId: 'd-1', status: 'picked-up' },
      position: { recordedAt: 2_000 },
      ageMs: 48_000,
    })
  })

  it('shows it no more once the delivery is over', async () => {
    const store = inMemoryStore()
    await store.show([{ deliveryId: 'd-1', position: aLivePosition(2_000) }])
    const { deliveries, get } = anApp({ store })
    deliveries.applyEvent(pickedUp)
    deliveries.applyEvent(delivered)

    const snapshot = (await get(token)).json()
    expect(snapshot).toMatchObject({ delivery: { status: 'delivered' }, trail: [] })
    expect(snapshot).not.toHaveProperty('position')
  })

  it('is there while Redis is not, without a position', async () => {
    const away = () => Promise.reject(new UnavailableError('Redis is away'))
    const { deliveries, get } = anApp({ store: { ...inMemoryStore(), trail: away } })
    deliveries.applyEvent(pickedUp)

    const response = await get(token)
    expect(response.statusCode).toBe(200)
    expect(response.json()).not.toHaveProperty('position')
  })
})

describe('a link', () => {
  it.each([
    ['that nobody signed', 'tt_d-1_AAAAAAAAAAAAAAAAAAAAAA', 404, 'TRACKING_TOKEN_INVALID'],
    ['that is no link at all', 'hello', 404, 'TRACKING_TOKEN_INVALID'],
    ['signed for riders, not for customers', token.replace('tt_', 'rk_'), 404, 'TRACKING_TOKEN_INVALID'],
    ['of a delivery that is over and forgotten', token, 410, 'TRACKING_TOKEN_ENDED'],
  ])('%s opens nothing, by HTTP or by events', async (_which, given, status, code) => {
    const { get } = anApp()
    for (const path of [given, `${given}/events`]) {
      const response = await get(path)
      expect(response.statusCode).toBe(status)
      expect(response.json()).toMatchObject({ code })
    }
  })
})

it('says that sockets are spoken here to who asks without an upgrade', async () => {
  const response = await anApp().get(`${token}/stream`)
  expect(response.statusCode).toBe(426)
})

it('takes no more events connections than it can hold', async () => {
  const { deliveries, get } = anApp({ maxConnections: 0 })
  deliveries.applyEvent(pickedUp)
  const response = await get(`${token}/events`)
  expect(response.statusCode).toBe(503)
  expect(response.headers['retry-after']).toBeDefined()
})

it('takes only so many events connections from one address', async () => {
  const { deliveries, connections, get } = anApp()
  deliveries.applyEvent(pickedUp)
  connections.add(scriptedConnection(), '203.0.113.5')
  const response = await get(`${token}/events`, { 'x-forwarded-for': '203.0.113.5' })
  expect(response.statusCode).toBe(503)
})
