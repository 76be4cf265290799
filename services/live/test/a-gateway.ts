import { trackingTokenFor } from '@doorstep/contracts'
import { createApp, createMetrics } from '@doorstep/runtime'
import { aDelivery, aDeliveryEvent, silentLog } from '@doorstep/testing'
import { createDeliveriesTable } from '../src/deliveries-table.ts'
import type { LivePosition } from '../src/domain/live-position.ts'
import { createAdmission } from '../src/gateway/admission.ts'
import type { EndReason } from '../src/gateway/connection.ts'
import { createConnections } from '../src/gateway/connections.ts'
import { type Channel, createRooms } from '../src/gateway/rooms.ts'
import { webSockets } from '../src/gateway/sockets.ts'
import { eventsRoute } from '../src/routes/events.ts'
import { watchedDeliveries } from '../src/watched-deliveries.ts'
import { inMemoryStore } from './in-memory-store.ts'

const SECRET = 'a secret of the tests'

/** Real sockets of one delivery on its way, without Kafka and Redis behind: what is shown is said by the test. */
export async function aGateway() {
  const deliveries = createDeliveriesTable(Date.now)
  const delivery = aDelivery({ status: 'picked-up', pickedUpAt: 0, riderId: 'r-1' })
  deliveries.applyEvent(aDeliveryEvent({ type: 'picked-up', at: Date.now(), delivery }))

  const channels = new Map<string, Channel>()
  const rooms = createRooms({
    log: silentLog,
    deliveries: watchedDeliveries(deliveries, { exactSince: () => 0 }),
    trails: inMemoryStore(),
    channels: {
      subscribe(deliveryId, channel) {
        channels.set(deliveryId, channel)
        channel.subscribed()
      },
      unsubscribe: (deliveryId) => void channels.delete(deliveryId),
    },
    shown() {},
    now: Date.now,
  })
  const counts = { conflated: 0, closed: [] as EndReason[] }
  const metrics = {
    connected() {},
    disconnected() {},
    sent() {},
    conflated() {
      counts.conflated += 1
    },
    closed: (reason: EndReason) => void counts.closed.push(reason),
  }
  const parts = {
    admit: createAdmission(SECRET, deliveries),
    rooms,
    connections: createConnections({ max: 200, maxFromOneAddress: 2, spreadMs: 10 }, metrics),
    metrics,
  }
  const app = await createApp({
    ...{ name: 'gateway', description: '', readiness: [] },
    log: silentLog,
    metrics: createMetrics('gateway'),
  })
  await app.register(eventsRoute, parts)
  const publicOrigin = 'http://pages.test'
  const sockets = webSockets({ ...parts, server: app.server, publicOrigin, log: silentLog })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const track = `${origin}/v1/track/${trackingTokenFor(delivery.deliveryId, SECRET)}`

  return {
    counts,
    url: `${track.replace('http', 'ws')}/stream`,
    eventsUrl: `${track}/events`,
    show: (position: LivePosition) => channels.get(delivery.deliveryId)?.position(position),
    async stop() {
      await sockets.stop()
      await app.close()
    },
  }
}
