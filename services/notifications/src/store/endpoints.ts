import { randomUUID } from 'node:crypto'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Endpoint } from '../domain/endpoint.ts'

export interface EndpointStore {
  find(url: string): Promise<Endpoint | undefined>
  get(webhookId: string): Promise<Endpoint | undefined>
  /** By id. */
  page(options: { readonly limit: number; readonly after: string | undefined }): Promise<Endpoint[]>
  /** With a secret of its own from now on, if it has none yet. */
  register(url: string): Promise<Endpoint>
  /** The next secret signs, and the one before with it until then. */
  rotate(webhookId: string, previousUntil: number): Promise<Endpoint | undefined>
  /** Nothing is sent to it until it is enabled. */
  disable(url: string): Promise<void>
  enable(webhookId: string): Promise<Endpoint | undefined>
}

interface EndpointRow {
  readonly webhook_id: string
  readonly url: string
  readonly generation: number
  readonly previous_until: Date | null
  readonly disabled_at: Date | null
  readonly created_at: Date
}

export function createEndpointStore(sql: Sql): EndpointStore {
  async function one(rows: PromiseLike<EndpointRow[]>): Promise<Endpoint | undefined> {
    const [row] = await orUnavailable(rows)
    return row === undefined ? undefined : endpointOf(row)
  }

  return {
    find: (url) => one(sql<EndpointRow[]>`select * from webhook_endpoints where url = ${url}`),
    get: (webhookId) =>
      one(sql<EndpointRow[]>`select * from webhook_endpoints where webhook_id = ${webhookId}`),
    async page({ limit, after }) {
      const rows = await orUnavailable(sql<EndpointRow[]>`
        select * from webhook_endpoints
        where ${after === undefined ? sql`true` : sql`webhook_id > ${after}`}
        order by webhook_id limit ${limit}`)
      return rows.map(endpointOf)
    },
    async register(url) {
      const [row] = await orUnavailable(sql<EndpointRow[]>`
        insert into webhook_endpoints (webhook_id, url, generation) values (${randomUUID()}, ${url}, 1)
        on conflict (url) do update set generation = greatest(1, webhook_endpoints.generation)
        returning *`)
      return endpointOf(row as EndpointRow)
    },
    rotate: (webhookId, previousUntil) =>
      one(sql<EndpointRow[]>`
        update webhook_endpoints set generation = generation + 1, previous_until = ${new Date(previousUntil)}
        where webhook_id = ${webhookId} returning *`),
    async disable(url) {
      await orUnavailable(sql`
        insert into webhook_endpoints (webhook_id, url, generation, disabled_at)
        values (${randomUUID()}, ${url}, 0, clock_timestamp())
        on conflict (url) do update set disabled_at = clock_timestamp()`)
    },
    enable: (webhookId) =>
      one(sql<EndpointRow[]>`
        update webhook_endpoints set disabled_at = null where webhook_id = ${webhookId} returning *`),
  }
}

function endpointOf(row: EndpointRow): Endpoint {
  return {
    webhookId: row.webhook_id,
    url: row.url,
    generation: row.generation,
    ...(row.previous_until !== null && { previousUntil: row.previous_until.getTime() }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at.getTime() }),
    createdAt: row.created_at.getTime(),
  }
}
