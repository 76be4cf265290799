import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { wholeNumber } from '@doorstep/demo'
import { startStack } from '@doorstep/stack'
import {
  type Disruption,
  disruptions,
  type Told,
  toldThrough,
} from '../../services/notifications/test/disruptions.ts'
import { aPipeline } from '../../services/notifications/test/pipeline.ts'
import { aReceiver } from '../../services/notifications/test/receiver.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'
import { machine } from '../bench/machine.ts'
import { inWords, outcomeOf } from './outcome.ts'

const WHOLE = 1_000

const {
  disruptions: total,
  groups,
  seed,
} = new Command('npm run once-each --')
  .description(
    'Kills, rebalances and cuts groups of notifications, and looks for what is told twice or not at all.',
  )
  .option('--disruptions <n>', `in all; a run of ${WHOLE} or more is kept`, wholeNumber(1, 1e6), WHOLE)
  .option('--groups <n>', 'that suffer side by side', wholeNumber(1, 16), 4)
  .option('--seed <n>', 'of what happens when', wholeNumber(0, 2 ** 32 - 1), 1)
  .parse()
  .opts()
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Each on topics and a database of its own: a group comes together for seconds after a kill, and others go on meanwhile. */
const courses = Array.from({ length: groups }, (_, group) => courseOf(group))
const done = courses.map(() => 0)
const began = performance.now()
const stack = await startStack({ env: process.env, brokers: 1, redis: false, onProgress: say })
try {
  const told = await Promise.all(courses.map(suffered))
  const outcome = outcomeOf(courses.flat(), told, minutesSince(began))
  say(`\nseed ${seed}: ${inWords(outcome)}`)
  for (const id of [...outcome.missing, ...outcome.tooMany]) say(id)
  if (total >= WHOLE) {
    const command = `npm run once-each -- --disruptions ${total} --groups ${groups} --seed ${seed}`
    await keep({ command, at: new Date().toISOString(), stack: stack.mode, machine: machine(), ...outcome })
  }
  process.exitCode = outcome.missing.length + outcome.tooMany.length === 0 ? 0 : 1
} finally {
  await stack.stop()
  // Consumers of a group that was disrupted may leave a socket behind, which would keep the command waiting.
  setImmediate(() => process.exit())
}

function courseOf(group: number): Disruption[] {
  const random = createRandom(`${seed}/${group}`)
  const count = Math.floor((total + group) / groups)
  return Array.from({ length: count }, () => random.pick(disruptions))
}

async function suffered(course: readonly Disruption[], group: number): Promise<Told> {
  const pipeline = await aPipeline(stack)
  const receiver = await aReceiver()
  try {
    return await toldThrough({
      pipeline,
      receiver,
      disruptions: course,
      thorough: true,
      onProgress: (count) => progressed(group, count),
    })
  } finally {
    await pipeline.stop()
    receiver.stop()
  }
}

function progressed(group: number, count: number): void {
  done[group] = count
  const all = done.reduce((sum, one) => sum + one)
  if (all % 50 === 0) say(`${all} of ${total} after ${minutesSince(began).toFixed(1)} min`)
}

async function keep(result: object): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'last.json'), `${JSON.stringify(result, null, 2)}\n`)
}

function minutesSince(since: number): number {
  return (performance.now() - since) / 60_000
}
