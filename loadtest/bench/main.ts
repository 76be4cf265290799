import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from '@commander-js/extra-typings'
import { wholeNumber } from '@doorstep/demo'
import { benchAnalytics } from './analytics/bench.ts'
import { analyticsTable } from './analytics/result.ts'
import { benchFlood } from './flood/bench.ts'
import { floodTable } from './flood/result.ts'
import { benchIngest } from './ingest/bench.ts'
import { table } from './ingest/result.ts'
import { benchLatency } from './latency/bench.ts'
import { latencyTable } from './latency/result.ts'
import { benchLive } from './live/bench.ts'
import { liveTable } from './live/result.ts'
import { inWords, machine } from './machine.ts'
import { benchNotifications, notificationsTable } from './notifications/bench.ts'
import { benchOps } from './ops/bench.ts'
import { opsTable } from './ops/result.ts'
import { benchStorm } from './storm/bench.ts'
import { stormTable } from './storm/result.ts'

const FEWEST_ROUNDS = 5

interface Outcome {
  readonly table: string
  readonly results: readonly { readonly name: string; readonly reached: boolean }[]
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const given = { env: process.env, onProgress: say }

const program = new Command('npm run bench --').description(
  'Measures beside a limit, in turn in the same run. Ends with 1 where a goal is missed.',
)
const bench = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .option(
      '--rounds <n>',
      `from ${FEWEST_ROUNDS} on the result is kept`,
      wholeNumber(1, 1_000),
      FEWEST_ROUNDS,
    )
const only = () => new Option('--only <name>', 'one of the subjects, by a part of its name')

bench('ingest', 'what ingest takes beside its limits')
  .addOption(only())
  .action(async ({ rounds, only }) => {
    const results = await benchIngest({ rounds, only, ...given })
    await tell('ingest', rounds, { table: table(results), results })
  })

bench('flood', 'what one flooding rider costs the others')
  .addOption(only())
  .action(async ({ rounds, only }) => {
    const results = await benchFlood({ rounds, only, ...given })
    await tell('flood', rounds, { table: floodTable(results), results })
  })

bench('analytics', 'fixes from Kafka into Postgres, beside a bare COPY')
  .option('--fixes <n>', 'in each round', wholeNumber(1, 1e9), 1_000_000)
  .action(async ({ rounds, fixes }) => {
    const results = await benchAnalytics({ rounds, fixes, ...given })
    await tell('analytics', rounds, { table: analyticsTable(results), results })
  })

bench('ops', 'what the operations map does in each frame while 1,000 riders move').action(
  async ({ rounds }) => {
    const results = await benchOps({ rounds, onProgress: say })
    await tell('ops', rounds, { table: opsTable(results), results })
  },
)

bench('live', 'frames to 1,000 and 5,000 sockets, beside ws, socket.io and nats-server').action(
  async ({ rounds }) => {
    const results = await benchLive({ rounds, ...given })
    await tell('live', rounds, { table: liveTable(results), results })
  },
)

bench('latency', "from a phone's POST to the frame at 1,000 fixes/s, beside kafkajs alone").action(
  async ({ rounds }) => {
    const result = await benchLatency({ rounds, ...given })
    await tell('latency', rounds, { table: latencyTable(result), results: [result] })
  },
)

bench('storm', 'a gateway is killed: when each of its sockets has a new position from another')
  .option('--sockets <n>', 'at that gateway', wholeNumber(1, 100_000), 5_000)
  .action(async ({ rounds, sockets }) => {
    const result = await benchStorm({ sockets, rounds, onProgress: say })
    await tell('storm', rounds, { table: stormTable(result), results: [result] })
  })

bench('notifications', 'what a fix costs with 100 deliveries open, and with 100,000').action(
  async ({ rounds }) => {
    const results = await benchNotifications({ rounds, ...given })
    await tell('notifications', rounds, { table: notificationsTable(results), results })
  },
)

await program.parseAsync()

async function tell(name: string, rounds: number, { table, results }: Outcome): Promise<void> {
  say(`\n${table}\n\n${inWords(machine())}`)
  if (rounds >= FEWEST_ROUNDS) await keep(name, rounds, results)
  process.exitCode = results.every(({ reached }) => reached) ? 0 : 1
}

/** In place of what was measured of the same subjects before: fewer rounds are no measurement. */
async function keep(name: string, rounds: number, results: Outcome['results']): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  const file = join(folder, `${name}.json`)
  await mkdir(folder, { recursive: true })
  const before: Partial<Outcome> = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
  const others = (before.results ?? []).filter((result) => !results.some(({ name }) => name === result.name))
  const measured = results.map((result) => ({ ...result, measuredRounds: rounds, machine: machine() }))
  const kept = { command: `npm run bench -- ${name}`, results: [...measured, ...others] }
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`)
}
