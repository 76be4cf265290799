import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { fillWithAMonth, type Month } from '../explain/a-month.ts'
import { apiOver, ask } from '../explain/ask.ts'
import { type Explainer, explainer } from '../explain/explainer.ts'
import { flawsIn } from '../explain/flaws.ts'
import { type Question, questionsAbout } from '../explain/questions.ts'
import { writesAfter } from '../explain/writes.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

let database: AnalyticsDatabase
let month: Month
let explaining: Explainer
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
  month = await fillWithAMonth(database.sql, { riders: 4, days: 2, daysBefore: 1 }, () => {})
  explaining = explainer({ url: database.url, schema: 'analytics' })
})
afterAll(async () => {
  await explaining?.sql.end()
  await database.stop()
})

/** As the API describes them: each call, alone and with each parameter. */
async function calls(): Promise<string[]> {
  const api = await apiOver(database.sql)
  const { paths } = (await api.inject('/docs/json')).json<{
    paths: Record<string, { get: { parameters?: { in: string; name: string }[] } }>
  }>()
  await api.close()
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const inQuery = (get.parameters ?? []).filter((parameter) => parameter.in === 'query')
    return [path, ...inQuery.map(({ name }) => `${path}?${name}`)]
  })
}

function isAsked(call: string, { path, query = {} }: Question): boolean {
  const [template = '', parameter] = call.split('?')
  const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
  return pattern.test(`/v1/analytics/${path}`) && (parameter === undefined || parameter in query)
}

it('every call of the API is asked, with every parameter that it takes', async () => {
  const described = (await calls()).filter((call) => call.startsWith('/v1/'))
  expect(described).toContain('/v1/analytics/deliveries/{deliveryId}')
  expect(described).toContain('/v1/analytics/deliveries?cursor')

  const questions = questionsAbout(month)
  expect(described.filter((call) => !questions.some((question) => isAsked(call, question)))).toEqual([])
})

const aPlan = /^(Query Parameters: .*\n)?\S.*cost=/

it('Postgres tells the plan of each statement that an answer takes', async () => {
  const api = await apiOver(explaining.sql)
  for (const question of questionsAbout(month)) {
    const plans = await explaining.plansOf(() => ask(api, question))
    expect(plans, question.name).not.toHaveLength(0)
    for (const plan of plans) expect(plan, question.name).toMatch(aPlan)
  }
  await api.close()
})

it('and of each that is written', async () => {
  const written = /^(?:Insert|Update|Delete) on (\w+)/gm
  const tables = new Set<string>()
  for (const { write } of writesAfter(month)) {
    const plans = await explaining.plansOf(() => write(explaining.sql))
    for (const [, table = ''] of plans.join('\n').matchAll(written)) tables.add(table)
  }
  expect([...tables].toSorted()).toEqual(['cell_slots', 'deliveries', 'erasures', 'fixes', 'rider_hours'])
})

it.each([
  ['  ->  Parallel Seq Scan on fixes_20261120 fixes (cost=', ['Seq Scan on fixes_20261120']],
  ['      Sort Method: external merge  Disk: 19872kB', ['Sort Method: external']],
  ['  Batches: 5  Memory Usage: 8241kB  Disk Usage: 1208kB', ['Disk Usage']],
  ['  ->  Index Scan using fixes_20261120_pkey on fixes_20261120 fixes_1 (cost=', []],
  ['      Sort Method: quicksort  Memory: 43kB', []],
])('a plan that says %j is at fault for %j', (plan, flaws) => {
  expect(flawsIn(plan)).toEqual(flaws)
})
