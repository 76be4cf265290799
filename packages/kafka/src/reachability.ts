import { setTimeout as delay } from 'node:timers/promises'
import { DoorstepError, type Logger } from '@doorstep/runtime'
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { KafkaUnreachableError } from './errors.ts'

/** Long enough for a cluster that starts at the same time. */
const START_DEADLINE_MS = 30_000
const RETRY_MS = 300
const WORTH_TELLING_MS = 1_000

/** Below the second within which a readiness check answers. */
const PROBE_TIMEOUT_MS = 900

export interface Reachability {
  /** Undefined when any broker answers now, else a few words that name the brokers. */
  waitingFor(): Promise<string | undefined>
  /** Asks again and again until Kafka answers or the deadline has passed. Errors of our own are passed on at once. */
  answered<Answer>(ask: () => Promise<Answer>, deadlineMs?: number): Promise<Answer>
}

export function reachability(config: KafkaConfig, brokers: readonly string[], log: Logger): Reachability {
  const probes = brokers.map((broker) => brokerProbe(config, broker))
  let answer: Promise<string | undefined> | undefined

  async function ask(): Promise<string | undefined> {
    try {
      return await Promise.any(probes.map((probe) => probe()))
    } catch {
      return `no answer from Kafka at ${brokers.join(', ')}`
    }
  }

  return {
    waitingFor() {
      answer ??= ask().finally(() => {
        answer = undefined
      })
      return answer
    },
    async answered(ask, deadlineMs = START_DEADLINE_MS) {
      const startedAt = Date.now()
      for (let told = false; ; ) {
        try {
          return await ask()
        } catch (cause) {
          if (cause instanceof DoorstepError) throw cause
          const waitedMs = Date.now() - startedAt
          if (waitedMs >= deadlineMs) {
            const reason = cause instanceof Error ? cause.message : cause
            const message = `no answer from Kafka at ${brokers.join(', ')} within ${deadlineMs} ms: ${reason}`
            throw new KafkaUnreachableError(message, { cause })
          }
          if (!told && waitedMs >= WORTH_TELLING_MS) {
            told = true
            log.warn({ err: cause, brokers }, 'waiting for Kafka')
          }
          await delay(RETRY_MS)
        }
      }
    },
  }
}

/** Asks one broker over a fresh connection: one that was cut while idle looks healthy until it is used. */
function brokerProbe(config: KafkaConfig, broker: string): () => Promise<undefined> {
  const client = new Kafka({
    ...config,
    brokers: [broker],
    connectionTimeout: PROBE_TIMEOUT_MS,
    requestTimeout: PROBE_TIMEOUT_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  })
  return async () => {
    const admin = client.admin()
    const late = delay(PROBE_TIMEOUT_MS, undefined, { ref: false }).then(() => {
      throw new Error('no answer in time')
    })
    try {
      await Promise.race([admin.connect(), late])
    } finally {
      void admin.disconnect().catch(() => undefined)
    }
  }
}
