import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from '@commander-js/extra-typings'
import { wholeNumber } from '@doorstep/demo'
import { machine } from '../bench/machine.ts'
import { startCluster } from './cluster.ts'
import { faultNames, faults, thorough } from './faults.ts'
import { mutants, type Outcome, prove } from './proof.ts'
import { isProven, silencesInWords, table } from './report.ts'

const {
  fault: named,
  mutant,
  fixes,
  seed,
} = new Command('npm run durability --')
  .description('Reports fixes through faults, and looks for each that was acknowledged.')
  .option('--fixes <n>', 'in all', wholeNumber(1, 1e9), 1_000_000)
  .option('--seed <n>', 'of riders and faults', wholeNumber(0, 2 ** 32 - 1), 1)
  .addOption(new Option('--fault <names...>', 'only these; a whole run is kept').choices(faultNames))
  .addOption(
    new Option('--mutant <name>', 'breaks a promise on purpose: it has to be found').choices(mutants),
  )
  .parse()
  .opts()
const chosen = faultNames.filter((name) => named?.includes(name) ?? true)
const say = (line: string) => void process.stdout.write(`${line}\n`)

const home = join(import.meta.dirname, '../../.doorstep/durability')
const seconds = chosen.reduce((sum, name) => sum + faults[name].seconds(thorough), 0)
const outcomes: Outcome[] = []
const cluster = await startCluster({ env: process.env, onProgress: say })
try {
  for (const fault of chosen) {
    const share = faults[fault].seconds(thorough) / seconds
    const load = { fixes: Math.ceil(fixes * share), seed, durations: thorough }
    const outcome = await prove(cluster, { fault, ...load, mutant, home, onProgress: say })
    say(
      `${fault}: ${outcome.acknowledged} acknowledged, ${outcome.lost} lost, ${outcome.inversions} out of order`,
    )
    outcomes.push(outcome)
  }
} finally {
  await cluster.stop()
}
say(`\nseed ${seed}\n${table(outcomes)}`)
for (const line of outcomes.flatMap(silencesInWords)) say(line)
if (chosen.length === faultNames.length && mutant === undefined) await keep()
process.exitCode = outcomes.every(isProven) ? 0 : 1

/** Whole runs only, also those that failed. */
async function keep(): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const command = `npm run durability -- --fixes ${fixes} --seed ${seed}`
  const kept = {
    command,
    at: new Date().toISOString(),
    stack: cluster.stack.mode,
    machine: machine(),
    outcomes,
  }
  await writeFile(join(folder, 'last.json'), `${JSON.stringify(kept, null, 2)}\n`)
}
