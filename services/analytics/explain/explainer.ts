import type { Sql } from '@doorstep/postgres'
import { until } from '@doorstep/testing'
import postgres from 'postgres'

export interface Explainer {
  readonly sql: Sql
  /** Of each statement that the work takes and that has one, once if they differ by no more than their parameters. */
  plansOf(work: () => Promise<unknown>): Promise<string[]>
}

export interface ExplainerOptions {
  readonly url: string
  readonly schema: string
  readonly session?: Readonly<Record<string, string>>
}

/** Told last, so that nothing is missing before it. */
const END = "select 'that was all'"

/** One connection, on which Postgres tells the plan of each statement, with what it did. */
export function explainer({ url, schema, session }: ExplainerOptions): Explainer {
  const statements: string[] = []
  const told: string[] = []
  const sql = postgres(url, {
    max: 1,
    connection: {
      search_path: schema,
      ...session,
      session_preload_libraries: 'auto_explain',
      client_min_messages: 'log',
      'auto_explain.log_min_duration': '0',
      'auto_explain.log_analyze': true,
      'auto_explain.log_buffers': true,
      'auto_explain.log_parameter_max_length': '80',
    },
    debug: (_connection, text) => void statements.push(text),
    onnotice: ({ message = '' }) => void told.push(message),
  })
  return {
    sql,
    async plansOf(work) {
      // Connected, so that what that takes is not told.
      await sql.unsafe('select 1')
      statements.length = told.length = 0
      await work()
      await sql.unsafe(END)
      await until(() => told.some((message) => message.includes(END)))
      const plans = new Map<string, string>()
      for (const message of told)
        for (const text of statements) {
          const [, plan] = message.split(`Query Text: ${text}\n`)
          if (text !== END && plan !== undefined) plans.set(text, plan.trim())
        }
      return [...plans.values()]
    },
  }
}
