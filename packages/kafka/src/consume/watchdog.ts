import type { Logger } from '@doorstep/runtime'
import type { Admin } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { ConsumerStuckError } from '../errors.ts'
import { settlesWithin } from '../settles-within.ts'
import { type Observed, stillness } from './stillness.ts'

/** Past any wait that is meant: back-off ends at 5 s, a rebalance at 8 s. */
const STUCK_AFTER_MS = 30_000
const STOP_TIMEOUT_MS = 500

export interface WatchdogOptions {
  /** For how long records may wait without a sign of life. 30 s by default. */
  readonly stuckAfterMs?: number | undefined
  /** What then. By default the process ends with 1, to be started anew. */
  readonly onStuck?: ((error: ConsumerStuckError) => void) | undefined
}

export interface Watchdog {
  start(): void
  stop(): Promise<void>
}

/**
 * Looks at a reader from outside, as an operator would, over a connection of its own: kafkajs's consumers are known to
 * go quiet (kafkajs#659).
 */
export function watchdog(
  kafka: KafkaCluster,
  name: string,
  observe: (admin: Admin) => Promise<readonly Observed[]>,
  options: WatchdogOptions,
): Watchdog {
  const { stuckAfterMs = STUCK_AFTER_MS, onStuck = endProcess(kafka.log) } = options
  const { stuck, forget } = stillness(stuckAfterMs)
  let admin: Admin | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function check(): Promise<void> {
    const still = stuck(await observed(), Date.now())
    if (still.length === 0) return
    onStuck(
      new ConsumerStuckError(`${name}: no sign of life for ${stuckAfterMs} ms from ${still.join(', ')}`),
    )
  }

  async function observed(): Promise<readonly Observed[]> {
    try {
      admin ??= kafka.client.admin()
      await admin.connect()
      return await observe(admin)
    } catch {
      // Kafka is away: no fault of the reader, and named by its readiness.
      forget()
      await disconnect()
      return []
    }
  }

  async function disconnect(): Promise<void> {
    const used = admin
    admin = undefined
    await used?.disconnect().catch(() => undefined)
  }

  function schedule(): void {
    if (stopped) return
    timer = setTimeout(() => void check().finally(schedule), stuckAfterMs / 6)
  }

  return {
    start: schedule,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await settlesWithin(disconnect(), STOP_TIMEOUT_MS)
    },
  }
}

/** Nobody catches what a timer throws. */
function endProcess(log: Logger): (error: ConsumerStuckError) => void {
  return (err) => {
    log.fatal({ err }, err.message)
    setImmediate(() => {
      throw err
    })
  }
}
