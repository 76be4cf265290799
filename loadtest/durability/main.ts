import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from '../bench/machine.ts'
import { startCluster } from './cluster.ts'
import { faultNames, faults, thorough } from './faults.ts'
import { mutants, type Outcome, prove } from './proof.ts'
import { isProven, silencesInWords, table } from './report.ts'

const { values } = parseArgs({
  options: {
    fixes: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    fault: { type: 'string', multiple: true },
    mutant: { type: 'string' },
  },
})
const chosen = faultNames.filter((name) => values.fault === undefined || values.fault.includes(name))
const mutant = mutants.find((name) => name === values.mutant)
const [fixes, seed] = [Number(values.fixes), Number(values.seed)]
const say = (line: string) => void process.stdout.write(`${line}\n`)

if (chosen.length === 0 || !(fixes > 0) || mutant !== values.mutant) {
  const options = `[--fault ${faultNames.join('|')}] [--mutant ${mutants.join('|')}]`
  say(`npm run durability -- [--fixes 1000000] [--seed 1] ${options}`)
  process.exit(1)
}

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
