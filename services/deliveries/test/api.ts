import { randomUUID } from 'node:crypto'
import type { CreatedDelivery, RiderCredentials } from '@doorstep/contracts'
import { connectPostgres, migrations, type Sql } from '@doorstep/postgres'
import { type App, createMetrics } from '@doorstep/runtime'
import { aDatabase, aDelivery, silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import { straightRoute } from '../src/domain/route.ts'
import type { Planner } from '../src/store/assignments.ts'
import { createDeliveryStore } from '../src/store/deliveries.ts'
import { createRiderKeyStore } from '../src/store/rider-keys.ts'
import { createRiderStopStore } from '../src/store/rider-stops.ts'
import { createRiderStore } from '../src/store/riders.ts'
import { createWays } from '../src/ways.ts'

const API_KEY = 'the-key-of-the-merchant'
export const order = { pickup: aDelivery().pickup, dropoff: aDelivery().dropoff }

interface Call {
  readonly key?: string
  readonly headers?: Record<string, string>
}

export interface DeliveriesApi {
  readonly sql: Sql
  readonly databaseUrl: string
  post(url: string, body: unknown, call?: Call): Promise<Answer>
  put(url: string, body: unknown, call?: Call): Promise<Answer>
  get(url: string, call?: Call): Promise<Answer>
  delete(url: string, call?: Call): Promise<Answer>
  aRider(name?: string): Promise<RiderCredentials>
  anOrder(): Promise<CreatedDelivery>
  stop(): Promise<void>
}

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what came back is what the test asks about.
  readonly body: any
}

/** The API over a database of its own, with nothing that empties its outbox. */
export async function startApi(
  databaseUrl: string,
  lastSeen: Planner['lastSeen'] = () => undefined,
): Promise<DeliveriesApi> {
  const database = await aDatabase(databaseUrl)
  const sql = connectPostgres({ url: database.url, schema: 'deliveries', max: 8 })
  await migrations(sql, {
    schema: 'deliveries',
    directory: new URL('../migrations/', import.meta.url),
  }).start()
  const ways = createWays(async (from, to) => straightRoute(from, to))
  const planner = { ways, lastSeen }
  const app = await buildApp({
    log: silentLog,
    metrics: createMetrics('test'),
    readiness: [],
    apiKey: API_KEY,
    riderKeySecrets: [randomUUID()],
    riderKeys: createRiderKeyStore(sql),
    trackingTokenSecret: randomUUID(),
    publicUrl: 'https://doorstep.example',
    deliveries: createDeliveryStore(sql, planner),
    stops: createRiderStopStore(sql, planner),
    riders: createRiderStore(sql),
    routeBetween: ways.routeBetween,
  })
  const calls = callsTo(app)
  const { post } = calls

  return {
    sql,
    databaseUrl: database.url,
    ...calls,
    aRider: async (name) => (await post('/v1/riders', name === undefined ? {} : { name })).body,
    anOrder: async () => (await post('/v1/deliveries', order)).body,
    async stop() {
      await app.close()
      await sql.end()
      await database.drop()
    },
  }
}

function callsTo(app: App) {
  async function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { key = API_KEY, headers = {} }: Call,
    body?: unknown,
  ) {
    const response = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body !== undefined && { body: body as object }),
    })
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json() }
  }
  return {
    post: (url: string, body: unknown, options: Call = {}) => call('POST', url, options, body),
    put: (url: string, body: unknown, options: Call = {}) => call('PUT', url, options, body),
    get: (url: string, options: Call = {}) => call('GET', url, options),
    delete: (url: string, options: Call = {}) => call('DELETE', url, options),
  }
}
