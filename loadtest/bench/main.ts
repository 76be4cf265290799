import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnalytics } from './analytics/bench.ts'
import { analyticsTable } from './analytics/result.ts'
import { benchFlood } from './flood/bench.ts'
import { floodTable } from './flood/result.ts'
import { benchIngest } from './ingest/bench.ts'
import { table } from './ingest/result.ts'
import { benchLatency, latencyTable } from './latency/bench.ts'
import { benchLive, liveTable } from './live/bench.ts'
import { machine } from './machine.ts'
import { benchNotifications, notificationsTable } from './notifications/bench.ts'
import { benchOps } from './ops/bench.ts'
import { opsTable } from './ops/result.ts'
import { benchStorm, stormTable } from './storm/bench.ts'

const FEWEST_ROUNDS = 5

interface Outcome {
  readonly table: string
  readonly results: readonly { readonly name: string; readonly reached: boolean }[]
}

const say = (line: string) => void process.stdout.write(`${line}\n`)

const benches: Readonly<Record<string, () => Promise<Outcome>>> = {
  async ingest() {
    const results = await benchIngest({ rounds, only: values.only, env: process.env, onProgress: say })
    return { table: table(results), results }
  },
  async analytics() {
    const fixes = Number(values.fixes)
    const results = await benchAnalytics({ rounds, fixes, env: process.env, onProgress: say })
    return { table: analyticsTable(results), results }
  },
  async flood() {
    const results = await benchFlood({ rounds, only: values.only, env: process.env, onProgress: say })
    return { table: floodTable(results), results }
  },
  async ops() {
    const results = await benchOps({ rounds, onProgress: say })
    return { table: opsTable(results), results }
  },
  async live() {
    const results = await benchLive({ rounds, onProgress: say })
    const named = results.map((result) => ({
      name: `${result.sockets} sockets, ${result.against}`,
      ...result,
    }))
    return { table: liveTable(results), results: named }
  },
  async latency() {
    const result = await benchLatency({ rounds, env: process.env, onProgress: say })
    return { table: latencyTable(result), results: [result] }
  },
  async storm() {
    const result = await benchStorm({ sockets: Number(values.sockets), rounds, onProgress: say })
    return { table: stormTable(result), results: [result] }
  },
  async notifications() {
    const results = await benchNotifications({ rounds, env: process.env, onProgress: say })
    return { table: notificationsTable(results), results }
  },
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sockets: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: String(FEWEST_ROUNDS) },
    only: { type: 'string' },
    fixes: { type: 'string', default: '1000000' },
  },
})
const [name = ''] = positionals
const rounds = Number(values.rounds)
const bench = benches[name]

if (bench === undefined || positionals.length > 1 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(
    'Say what to measure: npm run bench -- analytics | ingest | flood | latency | live | storm | notifications | ops [--rounds 5] [--only batches] [--fixes 1000000]\n',
  )
  process.exit(1)
}

const outcome = await bench()
say(`\n${outcome.table}`)
if (rounds >= FEWEST_ROUNDS) await keep(outcome.results)
process.exitCode = outcome.results.every(({ reached }) => reached) ? 0 : 1

/** In place of what was measured of the same subjects before: fewer rounds are no measurement. */
async function keep(results: Outcome['results']): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  const file = join(folder, `${name}.json`)
  await mkdir(folder, { recursive: true })
  const before: Partial<Outcome> = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
  const others = (before.results ?? []).filter((result) => !results.some(({ name }) => name === result.name))
  const measured = results.map((result) => ({ ...result, measuredRounds: rounds, machine: machine() }))
  const kept = { command: `npm run bench -- ${name}`, results: [...measured, ...others] }
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`)
}
