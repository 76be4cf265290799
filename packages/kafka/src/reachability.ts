import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@doorstep/runtime'
import type { Kafka } from 'kafkajs'
import { KafkaUnreachableError } from './errors.ts'

/** Long enough for a cluster that starts at the same time. */
const START_DEADLINE_MS = 30_000
const START_RETRY_MS = 500

/** Below the second within which a readiness check answers. */
const PROBE_TIMEOUT_MS = 900

export interface Reachability {
  /** Undefined when a broker answers now, else a few words that name the brokers. */
  waitingFor(): Promise<string | undefined>
  /** Connects, trying again until Kafka answers or the deadline has passed. */
  connected(connect: () => Promise<void>, deadlineMs?: number): Promise<void>
}

export function reachability(client: Kafka, brokers: string, log: Logger): Reachability {
  let answer: Promise<string | undefined> | undefined

  /** Over a fresh connection: one that was cut while idle looks healthy until it is used. */
  async function ask(): Promise<string | undefined> {
    const admin = client.admin({ retry: { retries: 2, initialRetryTime: 50, maxRetryTime: 100 } })
    try {
      await admin.connect()
      await admin.describeCluster()
      return undefined
    } catch (error) {
      return `Kafka at ${brokers}: ${error instanceof Error ? error.message : error}`
    } finally {
      await admin.disconnect().catch(() => undefined)
    }
  }

  return {
    waitingFor() {
      answer ??= ask().finally(() => {
        answer = undefined
      })
      return Promise.race([
        answer,
        delay(PROBE_TIMEOUT_MS, `Kafka at ${brokers} does not answer`, { ref: false }),
      ])
    },
    async connected(connect, deadlineMs = START_DEADLINE_MS) {
      const giveUpAt = Date.now() + deadlineMs
      for (;;) {
        try {
          return await connect()
        } catch (cause) {
          if (Date.now() >= giveUpAt) {
            const message = `no broker of ${brokers} answered within ${deadlineMs} ms`
            throw new KafkaUnreachableError(message, { cause })
          }
          log.warn({ brokers }, 'waiting for Kafka')
          await delay(START_RETRY_MS)
        }
      }
    },
  }
}
