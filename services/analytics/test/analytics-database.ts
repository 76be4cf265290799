import type { LocationFix } from '@doorstep/contracts'
import { connectPostgres, migrations, type Sql } from '@doorstep/postgres'
import { createMetrics } from '@doorstep/runtime'
import { aDatabase, silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import type { DeliveryStore, FixStore } from '../src/handler.ts'
import { deliveryStore } from '../src/store/deliveries.ts'
import { fixStore } from '../src/store/fixes.ts'
import { createPartitions, type Partitions } from '../src/store/partitions.ts'
import { readersOf } from '../src/store/readers.ts'

export const API_KEY = 'the-key-of-the-operator'

export interface Answer {
  readonly status: number
  readonly type: string | undefined
  readonly text: string
}

export interface AnalyticsDatabase {
  readonly url: string
  readonly sql: Sql
  readonly partitions: Partitions
  readonly fixes: FixStore
  readonly deliveries: DeliveryStore
  /** Asks the API over this database, with the key. */
  get(path: string, accept?: string): Promise<Answer>
  /** What the rows say, as fixes, by rider and event time. */
  rows(): Promise<Pick<LocationFix, 'riderId' | 'recordedAt'>[]>
  stop(): Promise<void>
}

/** The tables of analytics in a database of their own, with what writes and reads them. */
export async function anAnalyticsDatabase(databaseUrl: string): Promise<AnalyticsDatabase> {
  const database = await aDatabase(databaseUrl)
  const sql = connectPostgres({ url: database.url, schema: 'analytics' })
  await migrations(sql, {
    schema: 'analytics',
    directory: new URL('../migrations/', import.meta.url),
  }).start()
  const partitions = createPartitions(sql)
  const app = await buildApp({
    log: silentLog,
    metrics: createMetrics('test'),
    readiness: [],
    apiKey: API_KEY,
    ...readersOf(sql),
  })

  return {
    url: database.url,
    sql,
    partitions,
    fixes: fixStore(sql, partitions),
    deliveries: deliveryStore(sql),
    async get(path, accept) {
      const headers = { authorization: `Bearer ${API_KEY}`, ...(accept !== undefined && { accept }) }
      const response = await app.inject({ url: `/v1/analytics/${path}`, headers })
      return {
        status: response.statusCode,
        type: response.headers['content-type']?.toString().split(';')[0],
        text: response.body,
      }
    },
    rows: () => sql`
      select rider_id as "riderId", (extract(epoch from recorded_at) * 1000)::float8 as "recordedAt"
      from fixes order by rider_id, recorded_at`,
    async stop() {
      await app.close()
      await sql.end()
      await database.drop()
    },
  }
}
