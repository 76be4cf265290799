import { parseArgs } from 'node:util'
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

const { values } = parseArgs({
  options: {
    disruptions: { type: 'string', default: '1000' },
    groups: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
  },
})
const [total, groups, seed] = [Number(values.disruptions), Number(values.groups), Number(values.seed)]
const say = (line: string) => void process.stdout.write(`${line}\n`)
if (!(total > 0) || !(groups > 0)) {
  say('npm run once-each -- [--disruptions 1000] [--groups 4] [--seed 1]')
  process.exit(1)
}

/** Each on topics and a database of its own: a group comes together for seconds after a kill, and others go on meanwhile. */
const courses = Array.from({ length: groups }, (_, group) => courseOf(group))
const done = courses.map(() => 0)
const began = performance.now()
const stack = await startStack({ env: process.env, brokers: 1, redis: false, onProgress: say })
try {
  const results = await Promise.all(courses.map(suffered))
  const sum = (count: (told: Told) => number) => results.reduce((all, told) => all + count(told), 0)
  const [missing, tooMany] = [sum((told) => told.missing.length), sum((told) => told.tooMany.length)]
  say(
    `\nseed ${seed}: ${counted(courses.flat())} in ${minutesSince(began)}: ${sum((told) => told.expected)} notifications, ` +
      `${missing} missing, ${tooMany} twice; the same again ${sum((told) => told.repeatedOnTopic)} times on the topic, ` +
      `${sum((told) => told.repeatedWebhooks)} times as webhook`,
  )
  for (const id of results.flatMap((told) => [...told.missing, ...told.tooMany])) say(id)
  process.exitCode = missing + tooMany === 0 ? 0 : 1
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
  if (all % 50 === 0) say(`${all} of ${total} after ${minutesSince(began)}`)
}

function counted(course: readonly Disruption[]): string {
  return disruptions.map((kind) => `${course.filter((one) => one === kind).length} × ${kind}`).join(', ')
}

function minutesSince(since: number): string {
  return `${((performance.now() - since) / 60_000).toFixed(1)} min`
}
