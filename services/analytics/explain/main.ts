import { writeFileSync } from 'node:fs'
import { arch, cpus } from 'node:os'
import { join } from 'node:path'
import { migrations } from '@doorstep/postgres'
import { createMetrics } from '@doorstep/runtime'
import { startStack } from '@doorstep/stack'
import { aDatabase, silentLog } from '@doorstep/testing'
import postgres from 'postgres'
import { buildApp } from '../src/app.ts'
import { dateOf } from '../src/domain/day.ts'
import { createPartitions } from '../src/store/partitions.ts'
import { readersOf } from '../src/store/readers.ts'
import { fillWithAMonth } from './a-month.ts'
import { type Question, questionsAbout } from './questions.ts'

/** Asks the API about fifty million fixes, and has Postgres explain each statement that the answer took: `result.md`. */
const SCHEMA = 'analytics'
const API_KEY = 'the-key-of-the-operator'
const TIMES = 5

interface Statement {
  readonly text: string
  readonly parameters: readonly unknown[]
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const statements: Statement[] = []

await using work = new AsyncDisposableStack()
const stack = await startStack({ env: process.env, redis: false, onProgress: say })
work.defer(stack.stop)
const database = await aDatabase(stack.databaseUrl)
work.defer(database.drop)
const sql = postgres(database.url, {
  connection: { search_path: SCHEMA },
  onnotice: () => {},
  debug: (_connection, text, parameters) => void statements.push({ text, parameters }),
})
work.defer(() => sql.end())
const directory = new URL('../migrations/', import.meta.url)
await migrations(sql, { schema: SCHEMA, directory }).start()

const month = await fillWithAMonth(sql, createPartitions(sql), (day) => say(`${dateOf(day)} is there`))
say(`${month.fixes} fixes; asking`)

const app = await buildApp({
  log: silentLog,
  metrics: createMetrics('explain'),
  readiness: [],
  apiKey: API_KEY,
  ...readersOf(sql),
})
work.defer(() => app.close())

const answers = []
for (const question of questionsAbout(month)) answers.push(await explained(question))
const report = written(answers)
writeFileSync(join(import.meta.dirname, 'result.md'), report)
say(report.split('\n## ', 1)[0] ?? '')

interface Answer extends Question {
  readonly kilobytes: number
  readonly firstMs: number
  readonly medianMs: number
  /** Of each statement that differs by more than its parameters. */
  readonly plans: readonly string[]
}

async function explained(question: Question): Promise<Answer> {
  const { path, accept = 'application/json' } = question
  const ask = async () => {
    const began = performance.now()
    const url = `/v1/analytics/${path}`
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${API_KEY}`, accept } })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
    return { ms: performance.now() - began, bytes: answer.rawPayload.length }
  }
  statements.length = 0
  const first = await ask()
  const asked = new Map(statements.map((statement) => [statement.text, statement]))
  const times: number[] = []
  for (let time = 0; time < TIMES; time++) times.push((await ask()).ms)
  const plans = []
  for (const { text, parameters } of asked.values()) plans.push(await plan(text, parameters))
  const medianMs = times.toSorted((a, b) => a - b)[TIMES >> 1] ?? Number.NaN
  return { ...question, kilobytes: first.bytes / 1024, firstMs: first.ms, medianMs, plans }
}

async function plan(text: string, parameters: readonly unknown[]): Promise<string> {
  const lines = await sql.unsafe(`explain (analyze, buffers, costs off) ${text}`, [...parameters] as never[])
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

function written(answers: readonly Answer[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? arch()}), Node ${process.version}`
  const row = ({ name, kilobytes, firstMs, medianMs }: Answer) =>
    `| ${name} | ${kilobytes.toFixed(0)} kB | ${firstMs.toFixed(1)} ms | ${medianMs.toFixed(1)} ms |`
  const details = ({ name, path, plans }: Answer) =>
    [`## ${name}`, `\`GET /v1/analytics/${path}\``, ...plans.map((plan) => `\`\`\`\n${plan}\n\`\`\``)].join(
      '\n\n',
    )
  return `# The queries, on ${month.fixes.toLocaleString('en')} fixes

Made by \`node services/analytics/explain/main.ts\`: a month of a thousand riders, nine hours a day, a fix each 20 s. Each question
was asked of the API in one process with Postgres at its defaults, once and then ${TIMES} times more. ${machine}.

| | answer | first | median after |
|---|---|---|---|
${answers.map(row).join('\n')}

${answers.map(details).join('\n\n')}
`
}
