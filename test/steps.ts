import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'
import { oneFailed, onePassed, type Tally, tallyOf, type VitestReport } from './tally.ts'

export const tiers = ['check', 'unit', 'integration', 'alone', 'e2e'] as const
export type Tier = (typeof tiers)[number]

export interface Step {
  readonly name: string
  readonly tier: Tier
  run(): Promise<{ readonly tally: Tally; readonly output: string }>
}

/** Fastest first. The arguments go to vitest: names of files, `-t` and the like. */
export function stepsOf(vitestArgs: readonly string[]): Step[] {
  return [
    check('biome', ['biome', 'check', '--colors=off', '.']),
    check('types', ['tsc', '--noEmit']),
    check('types of the pages', ['tsc', '--noEmit', '--project', 'services/web/pages']),
    check('types of the load tests', ['tsc', '--noEmit', '--project', 'loadtest']),
    check('knip', ['knip']),
    tests('unit', vitestArgs),
    tests('integration', vitestArgs),
    tests('alone', vitestArgs),
    tests('e2e', vitestArgs),
  ]
}

function check(name: string, command: readonly string[]): Step {
  return {
    name,
    tier: 'check',
    async run() {
      const { exitCode, output } = await run(command)
      return { tally: exitCode === 0 ? onePassed : oneFailed, output }
    },
  }
}

function tests(tier: Exclude<Tier, 'check'>, args: readonly string[]): Step {
  return {
    name: `${tier} tests`,
    tier,
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
      const file = join(folder, 'report.json')
      try {
        const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
        const outcome = await run(['vitest', 'run', `--project=${tier}`, ...reporters, ...args], {
          showErrors: true,
        })
        return { tally: tallyOf(await reportIn(file), outcome.exitCode), output: outcome.output }
      } finally {
        await rm(folder, { recursive: true })
      }
    },
  }
}

async function reportIn(file: string): Promise<VitestReport | undefined> {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined
}
