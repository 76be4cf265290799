import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { trackingTokenFor } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, silentLog } from '@doorstep/testing'
import { createDeliveriesTable } from '../src/deliveries-table.ts'
import type { LivePosition } from '../src/domain/live-position.ts'
import { createAdmission } from '../src/gateway/admission.ts'
import type { CloseReason } from '../src/gateway/connection.ts'
import { createConnections } from '../src/gateway/connections.ts'
import { type Channel, createRooms } from '../src/gateway/rooms.ts'
import { webSockets } from '../src/gateway/sockets.ts'
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
  const counts = { conflated: 0, closed: [] as CloseReason[] }
  const metrics = {
    connected() {},
    disconnected() {},
    sent() {},
    conflated() {
      counts.conflated += 1
    },
    closed: (reason: CloseReason) => void counts.closed.push(reason),
  }
  const server = createServer()
  const sockets = webSockets({
    server,
    publicOrigin: 'http://pages.test',
    log: silentLog,
    admit: createAdmission(SECRET, deliveries),
    rooms,
    connections: createConnections({ max: 100, maxFromOneAddress: 2, spreadMs: 10 }, metrics),
    metrics,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    counts,
    url: `ws://127.0.0.1:${port}/v1/track/${trackingTokenFor(delivery.deliveryId, SECRET)}/stream`,
    show: (position: LivePosition) => channels.get(delivery.deliveryId)?.position(position),
    async stop() {
      await sockets.stop()
      server.close()
      await once(server, 'close')
    },
  }
}
