import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectPostgres, migrations } from '@doorstep/postgres'
import { startStack } from '@doorstep/stack'
import { aDatabase } from '@doorstep/testing'
import postgres from 'postgres'
import { dateOf } from '../src/domain/day.ts'
import { readingSession } from '../src/store/readers.ts'
import { fillWithAMonth } from './a-month.ts'
import { apiOver, ask, timed } from './ask.ts'
import { explainer } from './explainer.ts'
import { flawsIn } from './flaws.ts'
import { questionsAbout } from './questions.ts'
import { type Answered, reportOf, type Written } from './report.ts'
import { writesAfter } from './writes.ts'

/**
 * Asks the API about fifty million fixes, writes more, and has Postgres explain each statement of it: `result.md`. Fails
 * if a plan is worse than it may be.
 */
const SCHEMA = 'analytics'
/** After this many executions of a prepared statement Postgres has settled on how to plan it. */
const EXECUTIONS_TO_SETTLE = 6
const SCALE = { riders: 1_000, days: 31, daysBefore: 92 }

const began = performance.now()
const say = (line: string) =>
  void process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}\n`)

await using work = new AsyncDisposableStack()
const stack = await startStack({ env: process.env, redis: false, onProgress: say })
work.defer(stack.stop)
const database = await aDatabase(stack.databaseUrl)
work.defer(database.drop)

// Filling takes longer than any statement of a service may.
const filling = postgres(database.url, { connection: { search_path: SCHEMA }, onnotice: () => {} })
await migrations(filling, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }).start()
const month = await fillWithAMonth(filling, SCALE, (day) => say(`${dateOf(day)} is there`))
await filling.end()
say(`${month.fixes.toLocaleString('en')} fixes; asking`)

const reading = connectPostgres({ url: database.url, schema: SCHEMA, session: readingSession })
work.defer(() => reading.end())
const api = await apiOver(reading)
const explainedReading = explainer({ url: database.url, schema: SCHEMA, session: readingSession })
work.defer(() => explainedReading.sql.end())
const explainedApi = await apiOver(explainedReading.sql)

const answers: Answered[] = []
for (const question of questionsAbout(month)) {
  const timing = await timed(api, question)
  for (let time = 0; time < EXECUTIONS_TO_SETTLE; time++) await ask(explainedApi, question)
  const plans = await explainedReading.plansOf(() => ask(explainedApi, question))
  answers.push({ ...question, ...timing, plans })
  say(`${question.name}: ${timing.medianMs.toFixed(1)} ms`)
}

const explainedWriting = explainer({ url: database.url, schema: SCHEMA })
work.defer(() => explainedWriting.sql.end())
const writes: Written[] = []
for (const { name, write } of writesAfter(month)) {
  const began = performance.now()
  const plans = await explainedWriting.plansOf(() => write(explainedWriting.sql))
  writes.push({ name, ms: performance.now() - began, plans })
  say(name)
}
writeFileSync(join(import.meta.dirname, 'result.md'), reportOf(month, answers, writes))
for (const { name, plans } of [...answers, ...writes]) {
  const flaws = plans.flatMap(flawsIn)
  if (flaws.length === 0) continue
  say(`${name}: ${flaws.join(', ')}`)
  process.exitCode = 1
}
say('result.md is written')
