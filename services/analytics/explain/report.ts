import { arch, cpus } from 'node:os'
import type { Month } from './a-month.ts'
import type { Timing } from './ask.ts'
import { type Question, urlOf } from './questions.ts'

export interface Answered extends Question, Timing {
  readonly plans: readonly string[]
}

export interface Written {
  readonly name: string
  readonly ms: number
  readonly plans: readonly string[]
}

export function reportOf(month: Month, answers: readonly Answered[], writes: readonly Written[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? arch()}), Node ${process.version}`
  const answerRow = ({ name, kilobytes, firstMs, medianMs }: Answered) =>
    `| ${name} | ${kilobytes.toFixed(0)} kB | ${firstMs.toFixed(1)} ms | ${medianMs.toFixed(1)} ms |`
  const writeRow = ({ name, ms }: Written) => `| ${name} | ${ms.toFixed(0)} ms |`
  return `# The queries, on ${month.fixes.toLocaleString('en')} fixes

Made by \`node services/analytics/explain/main.ts\`: a month of a thousand riders, nine hours a day, a fix each 20 s, and what is kept of
the ${month.daysBefore} days before. Each question was asked of the API in one process with Postgres at its defaults, once and then some times
more; the plans are those that are left after some executions. ${machine}.

| | answer | first | median after |
|---|---|---|---|
${answers.map(answerRow).join('\n')}

What is written, once and explained meanwhile:

| | |
|---|---|
${writes.map(writeRow).join('\n')}

${answers.map((answer) => details(answer, `\`GET ${urlOf(answer)}\``)).join('\n\n')}

${writes.map((write) => details(write)).join('\n\n')}
`
}

function details({ name, plans }: { name: string; plans: readonly string[] }, ...heading: string[]): string {
  const shown = plans.map((plan) => `\`\`\`\n${withoutTheUnused(plan)}\n\`\`\``)
  return [`## ${name}`, ...heading, ...shown].join('\n\n')
}

/** Without the steps that were never executed, as those for days that were passed over, and what is below them. */
function withoutTheUnused(plan: string): string {
  const kept: string[] = []
  let unusedDepth = Number.POSITIVE_INFINITY
  let unused = 0
  for (const line of plan.split('\n')) {
    const depth = line.search(/\S/)
    if (depth > unusedDepth) continue
    unusedDepth = line.endsWith('(never executed)') ? depth : Number.POSITIVE_INFINITY
    if (depth < unusedDepth) kept.push(line)
    else unused += 1
  }
  return unused === 0 ? plan : [...kept, `(Steps never executed, left out here: ${unused})`].join('\n')
}
