import { quantile } from '../statistics.ts'
import { type Verdict, verdictOn } from './verdict.ts'

const DROP_OFFS = 10_000
const SEED = 'drop-offs/verdict'
const INTERVALS_S = [1, 2, 5]

/** Are customers told of the arrival when it happens, once it has, and not before? */
export function dropOffs(): string {
  const rows = INTERVALS_S.map((interval) => row(interval, verdictOn(DROP_OFFS, 1_000 * interval, SEED)))
  return `# Drop-offs through noise, against the truth

${DROP_OFFS.toLocaleString('en')} rides to a door, every other one with a red light near it, three in ten past it to somebody else's first. The phone's position
wanders, drifts off by a street for a minute, and jumps by up to 300 m for up to three seconds, 1 % of seconds, and claims to be as
accurate as ever. What the rules of \`notifications\` tell of it. Goals: flaps and missed under 0.1 %, median delay under 5 s.
\`npm run experiment -- drop-offs\`

| a fix each | \`arrived\`: flaps | missed | told after, median | 99 % | \`approaching\`: flaps | missed | misled by one fix |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

A flap is told while the rider is elsewhere: more than 60 m from the door, or more than 330 m for an approach. The delay is from
standing at the door to the fix that decides. The last column is what the rules are up against: rides with a fix that claims to be
within 300 m while the rider is not. An arrival takes two fixes, so a phone that reports each 5 s tells of it after two of them;
while somebody looks at the map it reports each second.
`
}

function row(interval: number, verdict: Verdict): string {
  const percent = (count: number) => `${((100 * count) / verdict.dropOffs).toFixed(2)} %`
  const seconds = (share: number) => `${(quantile(verdict.arrivedDelaysMs, share) / 1_000).toFixed(0)} s`
  const arrived = `${percent(verdict.arrivedFlaps)} | ${percent(verdict.arrivedMissed)} | ${seconds(0.5)} | ${seconds(0.99)}`
  const approaching = `${percent(verdict.approachingFlaps)} | ${percent(verdict.approachingMissed)}`
  return `| ${interval} s | ${arrived} | ${approaching} | ${percent(verdict.misled)} |`
}
