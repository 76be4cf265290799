import { setTimeout as delay } from 'node:timers/promises'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Sql } from './connect.ts'
import { asUnavailable } from './unavailable.ts'

const READINESS_DEADLINE_MS = 900
const STOP_DEADLINE_S = 5

/** The life of a pool: `start` makes sure that Postgres answers, `stop` lets queries in hand finish and closes it. */
export function postgresConnection(sql: Sql): Service & ReadinessCheck {
  return {
    name: 'postgres',
    async start() {
      try {
        await sql`select 1`
      } catch (error) {
        throw asUnavailable(error)
      }
    },
    stop: () => sql.end({ timeout: STOP_DEADLINE_S }),
    async waitingFor() {
      const answer = sql`select 1`.then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      const tooLate = delay(READINESS_DEADLINE_MS, 'no answer', { ref: false })
      return Promise.race([answer, tooLate])
    },
  }
}
