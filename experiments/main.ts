import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { adaptiveReporting } from './adaptive-reporting/experiment.ts'
import { dropOffs } from './drop-offs/experiment.ts'
import { etaBand } from './eta-band/experiment.ts'
import { mapError } from './map-error/experiment.ts'
import { ridden } from './ridden/experiment.ts'

/** Each answers one question about the system, the same at each run, as Markdown. */
const experiments: Readonly<Record<string, () => string>> = {
  'adaptive-reporting': adaptiveReporting,
  'drop-offs': dropOffs,
  'eta-band': etaBand,
  'map-error': mapError,
  ridden,
}

const [name = ''] = process.argv.slice(2)
const experiment = experiments[name]
if (experiment === undefined) {
  process.stderr.write(`Say which: npm run experiment -- ${Object.keys(experiments).join(' | ')}\n`)
  process.exit(1)
}
const report = experiment()
writeFileSync(join(import.meta.dirname, name, 'result.md'), report)
process.stdout.write(report)
