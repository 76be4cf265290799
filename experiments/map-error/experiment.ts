import { mean, quantile } from '../statistics.ts'
import { type Frame, framesOnRides } from './shown.ts'

const RIDES = 100
const INTERVALS_S = [1, 2, 3, 5, 10]

/** How far is the dot on a customer's map from the rider? */
export function mapError(): string {
  const rows = INTERVALS_S.map((seconds) => row(seconds, framesOnRides(RIDES, 'map-error', seconds * 1_000)))
  return `# The dot on the map, against the truth

${RIDES} rides of the simulator's bicycles through Helsinki, GPS noise on, ten frames a second: metres from the dot to where the rider
was at that very moment, the deliberate delay included. \`npm run experiment -- map-error\`

| a fix every | frames | mean error | 95 % within | mean error if the dot just stepped |
|---|---|---|---|---|
${rows.join('\n')}

The dot glides to each fix in 1.2 intervals, so that it hardly ever stands. That costs nothing with a fix a second; with rarer ones it
is further behind than a dot that steps.
`
}

function row(seconds: number, frames: readonly Frame[]): string {
  const metres = (value: number) => `${value.toFixed(1)} m`
  const errors = frames.map(({ errorM }) => errorM)
  const steps = frames.map(({ stepErrorM }) => stepErrorM)
  return `| ${seconds} s | ${frames.length.toLocaleString('en')} | ${metres(mean(errors))} | ${metres(quantile(errors, 0.95))} | ${metres(mean(steps))} |`
}
