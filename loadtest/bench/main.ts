import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchIngest } from './ingest/bench.ts'
import { table } from './ingest/result.ts'
import { machine } from './machine.ts'

const FEWEST_ROUNDS = 5

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: String(FEWEST_ROUNDS) }, only: { type: 'string' } },
})
const rounds = Number(values.rounds)

if (positionals.join() !== 'ingest' || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('Say what to measure: npm run bench -- ingest [--rounds 5] [--only batches]\n')
  process.exit(1)
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const results = await benchIngest({ rounds, only: values.only, env: process.env, onProgress: say })
say(`\n${table(results)}`)
if (rounds >= FEWEST_ROUNDS && values.only === undefined) await keep()
process.exitCode = results.every(({ reached }) => reached) ? 0 : 1

/** Whole runs only: a shorter one is no measurement. */
async function keep(): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const kept = { command: 'npm run bench -- ingest', machine: machine(), rounds, results }
  await writeFile(join(folder, 'ingest.json'), `${JSON.stringify(kept, null, 2)}\n`)
}
