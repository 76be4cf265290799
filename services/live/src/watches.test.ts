import { type DeliveryWatch, WATCH_LEASE_MS } from '@doorstep/contracts'
import { PublishTimeoutError } from '@doorstep/kafka'
import { silentLog } from '@doorstep/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LINGER_MS } from './domain/watch-lease.ts'
import type { Channel } from './gateway/rooms.ts'
import { announcedWatches } from './watches.ts'

const NOW = 1_700_000_000_000
const aChannel: Channel = { position() {}, subscribed() {}, lost() {} }

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['setInterval', 'clearInterval', 'Date'] }))
afterEach(() => void vi.useRealTimers())

async function aGatewayThatTells(publishes: () => Promise<void> = async () => {}) {
  const said: DeliveryWatch[] = []
  const heard: string[] = []
  const watches = announcedWatches(
    {
      subscribe: (deliveryId) => void heard.push(`subscribe ${deliveryId}`),
      unsubscribe: (deliveryId) => void heard.push(`unsubscribe ${deliveryId}`),
    },
    {
      publisher: {
        async publishAll(_topic, events) {
          await publishes()
          said.push(...(events as readonly DeliveryWatch[]))
        },
      },
      log: silentLog,
      now: Date.now,
    },
  )
  await watches.start()
  return { watches, said, heard, until: () => said.map((watch) => watch.watchedUntil - NOW) }
}
const told = () => vi.advanceTimersByTimeAsync(0)

it('a delivery is said to be watched from the first who comes, for one lease', async () => {
  const { watches, said, heard } = await aGatewayThatTells()
  watches.subscribe('d-1', aChannel)
  await told()
  expect(said).toEqual([
    { deliveryId: 'd-1', gatewayId: expect.any(String), watchedUntil: NOW + WATCH_LEASE_MS },
  ])
  expect(heard).toEqual(['subscribe d-1'])
  await watches.stop()
})

it('while somebody looks, each lease is renewed before it ends, though one renewal fails', async () => {
  let failures = 0
  const { watches, until } = await aGatewayThatTells(async () => {
    if (failures-- > 0) throw new PublishTimeoutError('not acknowledged')
  })
  watches.subscribe('d-1', aChannel)
  await told()
  for (let renewals = 0; renewals < 5; renewals++) {
    failures = 1
    const heldUntil = until().at(-1) ?? 0
    while (Date.now() - NOW < heldUntil && until().at(-1) === heldUntil)
      await vi.advanceTimersByTimeAsync(500)
    expect(until().at(-1)).toBeGreaterThan(heldUntil)
  }
  await watches.stop()
})

it('is no longer, soon after the last has left, and is not said again', async () => {
  const { watches, until, heard } = await aGatewayThatTells()
  watches.subscribe('d-1', aChannel)
  watches.unsubscribe('d-1')
  await vi.advanceTimersByTimeAsync(10 * WATCH_LEASE_MS)
  expect(until()).toEqual([WATCH_LEASE_MS, LINGER_MS])
  expect(heard).toEqual(['subscribe d-1', 'unsubscribe d-1'])
  await watches.stop()
})

it('two processes say so under names of their own', async () => {
  const both = [await aGatewayThatTells(), await aGatewayThatTells()]
  for (const { watches } of both) watches.subscribe('d-1', aChannel)
  await told()
  expect(new Set(both.flatMap(({ said }) => said.map(({ gatewayId }) => gatewayId))).size).toBe(2)
  for (const { watches } of both) await watches.stop()
})

it('a process that stops says nothing more', async () => {
  const { watches, said } = await aGatewayThatTells()
  watches.subscribe('d-1', aChannel)
  await watches.stop()
  await vi.advanceTimersByTimeAsync(10 * WATCH_LEASE_MS)
  expect(said).toHaveLength(1)
})
