import { type Logger, type ReadinessCheck, type Service, UnavailableError } from '@doorstep/runtime'
import { Redis, ReplyError } from 'ioredis'

/** A live position that takes longer is late already. */
const COMMAND_TIMEOUT_MS = 500

/** A connection that goes silent with an answer due is cut and made again: a cable pulled sends no goodbye. */
const SILENT_AFTER_MS = 1_000
const RECONNECT_WITHIN_MS = 500

/** Fails fast: while Redis is away a command fails at once, and nothing piles up. Connects again by itself, for ever. */
export function connectRedis(url: string, name: string, log: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: `doorstep-live-${name}`,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 1_000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENT_AFTER_MS,
    retryStrategy: (times) => Math.min(RECONNECT_WITHIN_MS, 50 * 2 ** times) * (0.5 + Math.random() / 2),
  })
  logOutages(redis, name, log)
  return redis
}

/** One line when it goes away and one when it is back, not one for each attempt in between. */
function logOutages(redis: Redis, name: string, log: Logger): void {
  let away = false
  let reason: unknown
  redis.on('error', (error) => {
    reason = error
  })
  redis.on('reconnecting', () => {
    if (!away) log.warn({ err: reason, connection: name }, 'Redis is away')
    away = true
  })
  redis.on('ready', () => {
    if (away) log.info({ connection: name }, 'Redis is back')
    away = false
  })
}

/** Starts whether Redis is there or not: without it a customer still sees the state of their delivery. */
export function redisConnection(redis: Redis, name: string): Service & ReadinessCheck {
  return {
    name,
    // A first attempt that fails is followed by others; until one succeeds the process is not ready.
    start: () => redis.connect().catch(() => {}),
    stop: async () => redis.disconnect(),
    waitingFor: () =>
      redis.ping().then(
        () => undefined,
        () => 'Redis does not answer',
      ),
  }
}

/** What Redis answers while it starts, is full, fails over or has lost its scripts. */
const passing = /^(LOADING|OOM|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOSCRIPT|NOREPLICAS)/

/**
 * Redis is away, unless it has answered that our command is wrong. The error itself is left behind: ioredis puts the
 * command on it, and a command holds where somebody is, which must not get into a log.
 */
export function withoutCommand(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const refused = error instanceof ReplyError && !passing.test(reason)
  return refused ? new Error(`Redis refused: ${reason}`) : new UnavailableError(`Redis is away: ${reason}`)
}
