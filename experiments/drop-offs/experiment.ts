import { quantile } from '../statistics.ts'
import type { Phone } from './ride-to-the-door.ts'
import { type Verdict, verdictOn } from './verdict.ts'

const DROP_OFFS = 10_000
const SEED = 'drop-offs/verdict'
const phones: readonly Phone[] = [
  ...[1, 2, 5, 10].map((seconds) => ({ reportEveryMs: 1_000 * seconds, measuresSpeed: true })),
  ...[1, 5].map((seconds) => ({ reportEveryMs: 1_000 * seconds, measuresSpeed: false })),
]

/** Are customers told of the arrival when it happens, once it has, and not before? */
export function dropOffs(): string {
  const rows = phones.map((phone) => row(phone, verdictOn(DROP_OFFS, phone, SEED)))
  return `# Drop-offs through noise, against the truth

${DROP_OFFS.toLocaleString('en')} rides to a door, every other one with a red light near it, three in ten past it to somebody else's first. The phone's position
wanders, drifts off by a street for a minute, and jumps by up to 300 m for up to three seconds, 1 % of seconds, and claims to be as
accurate as ever. What the rules of \`notifications\` tell of it. Goals: flaps and missed under 0.1 %, median delay under 5 s.
\`npm run experiment -- drop-offs\`

| a fix each | \`arrived\`: flaps | missed | told after, median | 99 % | \`approaching\`: flaps | missed | misled by one fix |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

An arrival flaps if it is told while the rider is more than 60 m from the door, or passes by and goes on farther than that; an
approach, while more than 330 m away. The delay is from standing at the door to the fix that decides; the last braking counts as
before it. The last column is what the rules are up against: rides with a fix that claims to be within 300 m while the rider is not.

**How soon it can be.** No rule knows of the stand before the first fix of it, which comes half an interval later in the middle: 2.5 s
with one each 5 s, 5 s with one each 10 s. One fix must not decide: at the first one that stands within 50 m, 0.3 to 0.7 % are told
at a red light whence the position jumped to the door. So it takes two; but the first may be the one on which the rider comes,
at the door and fast, and the second is then the first of the stand: no interval more. A goal under 5 s is out of reach of
phones that report each 10 s. Without a speed, coming and passing by look alike until the rider has stayed: ten seconds within
15 m. In six, a slow cyclist who passes is taken to stay in 0.3 to 0.7 % of drop-offs.
`
}

function row({ reportEveryMs, measuresSpeed }: Phone, verdict: Verdict): string {
  const percent = (count: number) => `${((100 * count) / verdict.dropOffs).toFixed(2)} %`
  const seconds = (share: number) => `${(quantile(verdict.arrivedDelaysMs, share) / 1_000).toFixed(0)} s`
  const phone = `${reportEveryMs / 1_000} s${measuresSpeed ? '' : ', no speed'}`
  const arrived = `${percent(verdict.arrivedFlaps)} | ${percent(verdict.arrivedMissed)} | ${seconds(0.5)} | ${seconds(0.99)}`
  const approaching = `${percent(verdict.approachingFlaps)} | ${percent(verdict.approachingMissed)}`
  return `| ${phone} | ${arrived} | ${approaching} | ${percent(verdict.misled)} |`
}
