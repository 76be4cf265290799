import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, Command } from '@commander-js/extra-typings'
import { adaptiveReporting } from './adaptive-reporting/experiment.ts'
import { dropOffs } from './drop-offs/experiment.ts'
import { etaBand } from './eta-band/experiment.ts'
import { mapError } from './map-error/experiment.ts'
import { ridden } from './ridden/experiment.ts'

/** Each answers one question about the system, the same at each run, as Markdown. */
const experiments = {
  'adaptive-reporting': adaptiveReporting,
  'drop-offs': dropOffs,
  'eta-band': etaBand,
  'map-error': mapError,
  ridden,
}
const names = Object.keys(experiments) as (keyof typeof experiments)[]

const [name] = new Command('npm run experiment --')
  .description('Answers one question about the system, and keeps the answer in its result.md.')
  .addArgument(new Argument('<name>').choices(names))
  .parse().processedArgs
const report = experiments[name]()
writeFileSync(join(import.meta.dirname, name, 'result.md'), report)
process.stdout.write(report)
