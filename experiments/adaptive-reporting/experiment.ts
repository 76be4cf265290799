import { type Comparison, compare } from './comparison.ts'
import { MEAN_LOOK_MS } from './looks.ts'
import { busy, evening } from './waits.ts'

const SHIFTS = 40
const SHARES = [0.1, 0.25, 0.5, 1]

/** Does adaptive reporting save half the pings, with the dot as near to the truth? */
export function adaptiveReporting(): string {
  const tableOf = (waits: typeof busy) =>
    SHARES.map((watchedShare) =>
      row(watchedShare, compare({ shifts: SHIFTS, seed: 'adaptive-reporting', waits, watchedShare })),
    ).join('\n')

  return `# Adaptive reporting, against fixed intervals

${SHIFTS} shifts of an hour or more of the simulator's riders through Helsinki, GPS noise on, five frames a second. Phones report as
\`ingest\` asks (\`domain/reporting.ts\`), learn what it asks with their next answer only, and take 0.2 s to the map. A customer looks at a
share of their delivery's way, for ${MEAN_LOOK_MS / 1000} s at a time on average; the map is opened with the newest fix there is, however old.
\`npm run experiment -- adaptive-reporting\`

**Error**: metres from the dot to where the rider was at that very moment, over all moments at which the customer looked and there was a
dot; so the first seconds, in which the dot is where the rider was before anybody looked, count in full. **Equal error**: the fixed
interval at which that error is the same, read off between whole seconds, once for the mean and once for the 95 % of moments; pings are
compared with the _longer_ of the two, which leaves less to save. The fixed phones ride the same shifts, with the same errors and the
same customers.

## Busy riders: the simulator's own, who wait for nothing longer than 20 s

${HEADER}
${tableOf(busy)}

## An evening: 2 to 8 min to the next order, 2 to 6 in the kitchen, 1 to 2 at the door

${HEADER}
${tableOf(evening)}

The last column leaves out what is saved while there is nothing to show, and is smaller: a customer who looks all the way saves nothing
there. No dot: how long customers looked before the first fix after the pickup.
`
}

const HEADER = `| looked at | pings an hour, each second → adaptive | mean error | 95 % within | as wrong as a fix every (mean, 95 %) | no dot | **saved** | saved on the way |
|---|---|---|---|---|---|---|---|`

function row(share: number, { hours, adaptive, eachSecond, ...comparison }: Comparison): string {
  const percent = (part: number) => `${(100 * part).toFixed(0)} %`
  const anHour = (pings: number) => (pings / hours).toFixed(0)
  const metres = (before: number, after: number) => `${before.toFixed(1)} → ${after.toFixed(1)} m`
  const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`
  return [
    '',
    percent(share),
    `${anHour(eachSecond.pings)} → ${anHour(adaptive.pings)}`,
    metres(eachSecond.meanM, adaptive.meanM),
    metres(eachSecond.p95M, adaptive.p95M),
    `${comparison.equalMeanS.toFixed(2)} s, ${comparison.equalP95S.toFixed(2)} s`,
    `${seconds(eachSecond.blankMs)} → ${seconds(adaptive.blankMs)}`,
    `**${percent(comparison.saved)}**`,
    percent(comparison.savedOnTheWay),
    '',
  ]
    .join(' | ')
    .trim()
}
