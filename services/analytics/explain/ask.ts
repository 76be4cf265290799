import type { Sql } from '@doorstep/postgres'
import { type App, createMetrics } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import { readersOf } from '../src/store/readers.ts'
import { type Question, urlOf } from './questions.ts'

const API_KEY = 'the-key-of-the-operator'
const TIMES = 7

/** The API over a database, not listening. */
export function apiOver(sql: Sql): Promise<App> {
  return buildApp({
    log: silentLog,
    metrics: createMetrics('explain'),
    readiness: [],
    apiKey: API_KEY,
    ...readersOf(sql),
  })
}

/** What it answers. */
export async function ask(api: App, question: Question): Promise<Buffer> {
  const url = urlOf(question)
  const headers = { authorization: `Bearer ${API_KEY}`, accept: question.accept ?? 'application/json' }
  const answer = await api.inject({ url, headers })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  return answer.rawPayload
}

export interface Timing {
  readonly kilobytes: number
  readonly firstMs: number
  readonly medianMs: number
}

export async function timed(api: App, question: Question): Promise<Timing> {
  const timedOnce = async () => {
    const began = performance.now()
    const { length } = await ask(api, question)
    return { ms: performance.now() - began, kilobytes: length / 1024 }
  }
  const first = await timedOnce()
  const times: number[] = []
  for (let time = 0; time < TIMES; time++) times.push((await timedOnce()).ms)
  const medianMs = times.toSorted((a, b) => a - b)[TIMES >> 1] ?? Number.NaN
  return { kilobytes: first.kilobytes, firstMs: first.ms, medianMs }
}
