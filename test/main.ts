import { type Step, stepsOf, type Tier, tiers } from './steps.ts'
import { inWords, sum, type Tally } from './tally.ts'

/*
 * npm test                       all there is to check, whatever fails on the way
 * npm test -- unit               one tier: check, unit, integration, alone or e2e
 * npm test -- unit services/live and only these files
 */
const [wanted, ...vitestArgs] = process.argv.slice(2)
const tier: Tier | undefined = tiers.find((tier) => tier === wanted)
const say = (text: string) => process.stdout.write(`${text}\n`)

if (wanted !== undefined && tier === undefined) {
  say(`No such tier: ${wanted}. There are ${tiers.join(', ')}.`)
  process.exit(1)
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interrupted = true
  })

const tallies: Tally[] = []
for (const step of stepsOf(vitestArgs).filter((step) => tier === undefined || step.tier === tier)) {
  if (!interrupted) tallies.push(await report(step))
}

const total = sum(tallies)
say(inWords(total))
process.exit(total.failed > 0 || interrupted ? 1 : 0)

async function report(step: Step): Promise<Tally> {
  say(`${step.name} …`)
  const startedAt = performance.now()
  const { tally, output } = await step.run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (tally.failed > 0) say(output.trim())
  say(`${tally.failed > 0 ? '✗' : '✓'} ${step.name}: ${inWords(tally)} (${seconds} s)`)
  return tally
}
