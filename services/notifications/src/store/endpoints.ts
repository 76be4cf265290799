import { randomUUID } from 'node:crypto'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { DisablingReason, Endpoint, EndpointChange } from '../domain/endpoint.ts'

export interface EndpointStore {
  find(url: string): Promise<Endpoint | undefined>
  get(webhookId: string): Promise<Endpoint | undefined>
  /** By id. */
  page(options: { readonly limit: number; readonly after: string | undefined }): Promise<Endpoint[]>
  /** With a secret of its own from now on, if it has none yet. */
  register(url: string): Promise<Endpoint>
  /** The next secret signs, and the one before with it until then. */
  rotate(webhookId: string, previousUntil: number): Promise<Endpoint | undefined>
  /** Idempotent: what was so before stays as it was. */
  change(url: string, change: EndpointChange): Promise<void>
  /** As if it had never failed. */
  enable(webhookId: string): Promise<Endpoint | undefined>
}

interface EndpointRow {
  readonly webhook_id: string
  readonly url: string
  readonly generation: number
  readonly previous_until: Date | null
  readonly failing_since: Date | null
  readonly disabled_at: Date | null
  readonly disabled_because: DisablingReason | null
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
    async change(url, change) {
      await orUnavailable(changing(sql, url, change))
    },
    enable: (webhookId) =>
      one(sql<EndpointRow[]>`
        update webhook_endpoints set disabled_at = null, disabled_because = null, failing_since = null
        where webhook_id = ${webhookId} returning *`),
  }
}

function changing(sql: Sql, url: string, change: EndpointChange) {
  const now = new Date()
  const known = { webhook_id: randomUUID(), url, generation: 0 }
  switch (change.to) {
    case 'failing':
      return sql`
        insert into webhook_endpoints ${sql({ ...known, failing_since: now })}
        on conflict (url) do update
        set failing_since = coalesce(webhook_endpoints.failing_since, excluded.failing_since)`
    case 'well':
      // One that was known for its failures alone is not known any more.
      return sql`
        with forgotten as (
          delete from webhook_endpoints where url = ${url} and generation = 0 and disabled_at is null
        )
        update webhook_endpoints set failing_since = null where url = ${url} and generation > 0`
    case 'gone':
      return sql`
        insert into webhook_endpoints ${sql({ ...known, disabled_at: now, disabled_because: 'gone' })}
        on conflict (url) do update
        set disabled_at = excluded.disabled_at, disabled_because = excluded.disabled_because
        where webhook_endpoints.disabled_at is null`
    case 'given-up':
      return sql`
        update webhook_endpoints set disabled_at = ${now}, disabled_because = 'failing'
        where url = ${url} and failing_since = ${new Date(change.failingSince)} and disabled_at is null`
  }
}

function endpointOf(row: EndpointRow): Endpoint {
  return {
    webhookId: row.webhook_id,
    url: row.url,
    generation: row.generation,
    ...(row.previous_until !== null && { previousUntil: row.previous_until.getTime() }),
    ...(row.failing_since !== null && { failingSince: row.failing_since.getTime() }),
    ...(row.disabled_at !== null &&
      row.disabled_because !== null && {
        disabled: { at: row.disabled_at.getTime(), because: row.disabled_because },
      }),
    createdAt: row.created_at.getTime(),
  }
}
