import { type Coverage, coverageOf } from './coverage.ts'
import { toldOnRides } from './told.ts'

const RIDES = 1_000
/** Not the seed that the band was fitted with. */
const SEED = 'eta-band/verdict'

const distances = [
  ['under 150 m', 0, 150],
  ['150 to 300 m', 150, 300],
  ['300 to 600 m', 300, 600],
  ['600 to 1,000 m', 600, 1_000],
  ['over 1,000 m', 1_000, Number.POSITIVE_INFINITY],
] as const

/** Does the band that customers see hold what it says? */
export function etaBand(): string {
  const told = toldOnRides(RIDES, SEED)
  const rows = distances.map(([name, from, to]) =>
    row(name, coverageOf(told.filter(({ remainingM }) => remainingM >= from && remainingM < to))),
  )
  return `# The customer's band of arrival, against the truth

${RIDES} rides of the simulator's bicycles through Helsinki, GPS noise on, one band each second. The band is meant to hold the
arrival four times in five. \`npm run experiment -- eta-band\`

| left to go | moments | within | earlier | later | mean error of its middle | mean width |
|---|---|---|---|---|---|---|
${[...rows, row('**all**', coverageOf(told))].join('\n')}
`
}

function row(name: string, coverage: Coverage): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const { moments, within, before, after, meanErrorMs, meanWidthMs } = coverage
  return `| ${name} | ${moments.toLocaleString('en')} | ${percent(within)} | ${percent(before)} | ${percent(after)} | ${seconds(meanErrorMs)} | ${seconds(meanWidthMs)} |`
}
