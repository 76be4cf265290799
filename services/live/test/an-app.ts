import { createMetrics } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import { createDeliveriesTable } from '../src/deliveries-table.ts'
import { createAdmission } from '../src/gateway/admission.ts'
import { createConnections } from '../src/gateway/connections.ts'
import { createRooms } from '../src/gateway/rooms.ts'
import { liveMetrics } from '../src/metrics.ts'
import { onDemand } from '../src/operations/on-demand.ts'
import { createRidersBoard } from '../src/operations/riders-board.ts'
import { watchedDeliveries } from '../src/watched-deliveries.ts'
import { inMemoryStore } from './in-memory-store.ts'

export const SECRET = 'a secret of the tests'
export const API_KEY = 'the-key-of-the-operator'

const aServiceThatRuns = { name: 'fixes', start: async () => {}, stop: async () => {} }

/** The app without Kafka and Redis behind it, at one moment. */
export function anApp({ store = inMemoryStore(), maxConnections = 10 } = {}) {
  const now = () => 50_000
  const registry = createMetrics('live')
  const metrics = liveMetrics(registry)
  const deliveries = createDeliveriesTable(now)
  const watched = watchedDeliveries(deliveries, { exactSince: () => 0 })
  const channels = { subscribe() {}, unsubscribe() {} }
  const admit = createAdmission(SECRET, deliveries, 10)
  const rooms = createRooms({ log: silentLog, deliveries: watched, trails: store, channels, shown() {}, now })
  const connections = createConnections({ max: maxConnections, maxFromOneAddress: 1 }, metrics)
  const gateway = { admit, rooms, connections, metrics }
  const app = buildApp({
    log: silentLog,
    registry,
    readiness: [],
    gateway,
    operations: {
      apiKey: API_KEY,
      board: createRidersBoard({ deliveries, now }),
      customers: metrics.customers,
      fixes: onDemand({ create: () => aServiceThatRuns, log: silentLog }),
    },
    admit,
    deliveries: watched,
    trails: store,
    now,
  })
  return {
    deliveries,
    get: async (path: string, headers: Record<string, string> = {}) =>
      (await app).inject({ url: `/v1/track/${path}`, headers }),
    connections,
  }
}
