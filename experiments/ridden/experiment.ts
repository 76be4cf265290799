import { days } from './days.ts'
import { errorsOf } from './errors.ts'

const DAYS = 200
const SEED = 'ridden/verdict'
const INTERVALS_S = [1, 2, 5, 10, 15, 30]

/** Do the rollups of analytics tell how far riders rode, through the noise of GPS? */
export function ridden(): string {
  const all = [...days(DAYS, SEED)]
  const percent = (share: number) => `${share > 0 ? '+' : ''}${(100 * share).toFixed(2)} %`
  const rows = INTERVALS_S.map((interval) => {
    const { distance, movingTime, straight } = errorsOf(all, interval)
    return `| ${interval} s | ${percent(distance)} | ${percent(movingTime)} | ${percent(straight)} |`
  })
  return `# How far riders rode, against the truth

${DAYS} riders of the simulator, four trips each with pauses between them, GPS noise on: what the rollups of \`analytics\` add up to, and
what the straight line from fix to fix would. The goal is 1 %. \`npm run experiment -- ridden\`

| a fix each | distance | moving time | straight line |
|---|---|---|---|
${rows.join('\n')}

Riders with a delivery on its way report each 1 to 5 s. Of a stop shorter than the interval nobody can know.
`
}
