import { UnavailableError } from '@doorstep/runtime'

/** Of Node's sockets and resolver, and of postgres.js. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
])

/**
 * SQLSTATEs of a server that is not itself: 08 connection exception, 53 out of connections, memory or disk, 57P
 * shutting down, crashed, starting or the database is gone, 57014 over the time limit, 25006 a standby not promoted yet.
 */
const serverStates = /^(08...|53...|57P..|57014|25006)$/

/** A failure of the connection or the server, not of the statement, as `UnavailableError`; anything else unchanged. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (!connectionCodes.has(error.code) && !serverStates.test(error.code)) return error
  return new UnavailableError(`Postgres is away: ${error.message || error.code}`, { cause: error })
}
