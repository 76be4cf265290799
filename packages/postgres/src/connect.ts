import postgres from 'postgres'
import { socketFactory } from './socket.ts'

export type Sql = postgres.Sql

export interface PostgresOptions {
  readonly url: string
  /** Where unqualified names are looked up and made. */
  readonly schema: string
  /** Connections at most. A consumer and an API do not share a pool. */
  readonly max?: number
  /** Settings of each session, as `set` takes them. */
  readonly session?: Readonly<Record<string, string>>
}

const STATEMENT_TIMEOUT_MS = 5_000
const CONNECT_TIMEOUT_S = 5
/** Longer than any statement may take: a connection silent for this long is idle or dead. */
const SILENCE_LIMIT_MS = 10_000
const IDLE_TIMEOUT_S = 8
const MAX_BACKOFF_S = 1

/**
 * A pool that connects on first use and after each loss. A query settles within the time limits above once it has a
 * connection, also when the server vanished without a word.
 */
export function connectPostgres({ url, schema, max = 4, session }: PostgresOptions): Sql {
  const options = {
    max,
    connect_timeout: CONNECT_TIMEOUT_S,
    idle_timeout: IDLE_TIMEOUT_S,
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, MAX_BACKOFF_S),
    connection: {
      application_name: schema,
      search_path: schema,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      ...session,
    },
    onnotice: () => {},
    socket: socketFactory({ silenceLimitMs: SILENCE_LIMIT_MS }),
  }
  return postgres(url, options)
}
