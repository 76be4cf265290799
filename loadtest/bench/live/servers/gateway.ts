import { createServer } from 'node:http'
import { trackingTokenFor } from '@doorstep/contracts'
import { createLogger, createMetrics } from '@doorstep/runtime'
import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { createDeliveriesTable } from '../../../../services/live/src/deliveries-table.ts'
import { createAdmission } from '../../../../services/live/src/gateway/admission.ts'
import { createConnections } from '../../../../services/live/src/gateway/connections.ts'
import { type Channel, createRooms } from '../../../../services/live/src/gateway/rooms.ts'
import { webSockets } from '../../../../services/live/src/gateway/sockets.ts'
import { liveMetrics } from '../../../../services/live/src/metrics.ts'
import { watchedDeliveries } from '../../../../services/live/src/watched-deliveries.ts'
import type { Broadcaster } from './running.ts'

const SECRET = 'a secret of the benchmark'
const MAX_CONNECTIONS = 10_000

/** Doorstep's gateway as it is, told what Redis would tell it: links, rooms, conflation, cursors, metrics. */
export function gateway(rooms: number): Broadcaster {
  const log = createLogger({ name: 'live', level: 'warn' })
  const metrics = liveMetrics(createMetrics('live'))
  const deliveries = createDeliveriesTable(Date.now)
  for (let room = 0; room < rooms; room++) {
    const delivery = aDelivery({
      deliveryId: String(room),
      riderId: 'r-1',
      status: 'picked-up',
      pickedUpAt: 0,
    })
    deliveries.applyEvent(aDeliveryEvent({ type: 'picked-up', at: Date.now(), delivery }))
  }

  const channels = new Map<string, Channel>()
  const server = createServer()
  webSockets({
    server,
    publicOrigin: 'http://pages.test',
    log,
    admit: createAdmission(SECRET, deliveries),
    connections: createConnections({ max: MAX_CONNECTIONS, maxFromOneAddress: MAX_CONNECTIONS }, metrics),
    metrics,
    rooms: createRooms({
      log,
      deliveries: watchedDeliveries(deliveries, { exactSince: () => 0 }),
      trails: { trail: async () => [] },
      channels: {
        subscribe(deliveryId, channel) {
          channels.set(deliveryId, channel)
          channel.subscribed()
        },
        unsubscribe: (deliveryId) => void channels.delete(deliveryId),
      },
      shown: () => {},
      now: Date.now,
    }),
  })
  return {
    server,
    pathOf: (room) => `/v1/track/${trackingTokenFor(String(room), SECRET)}/stream`,
    show: (room, position) => channels.get(String(room))?.position(position),
  }
}
