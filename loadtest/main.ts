import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, Command } from '@commander-js/extra-typings'
import { freePorts, progressOn, startSystem } from '@doorstep/demo'

const scripts = ['ingest', 'watch'] as const
const folder = import.meta.dirname
const root = join(folder, '..')

/** Runs one k6 script against a system of its own and keeps k6's summary in results/. */
async function main(script: string): Promise<number> {
  const home = join(root, '.doorstep', 'loadtest')
  rmSync(home, { recursive: true, force: true })
  const system = await startSystem({
    root,
    home,
    ports: await freePorts(),
    run: { riders: 0, brokers: 1, seed: 1, fresh: true },
    env: process.env,
    step: progressOn(process.stdout),
    signal: new AbortController().signal,
    onCrash: (error) => process.stderr.write(`${error.message}\n`),
    onLost: (error) => process.stderr.write(`${error.message}\n`),
  })
  try {
    const summary = join(folder, 'results', `${script}.json`)
    const k6 = spawn('k6', ['run', '--summary-export', summary, join(folder, 'k6', `${script}.ts`)], {
      stdio: 'inherit',
      env: { ...process.env, ORIGIN: system.origin, DOORSTEP_API_KEY: system.secrets.DOORSTEP_API_KEY },
    })
    const [code] = await once(k6, 'exit')
    if (existsSync(summary)) forgetRiders(summary)
    return code ?? 1
  } catch (error) {
    process.stderr.write(
      `k6 could not be run (${error instanceof Error ? error.message : error}); it is a Go program: go install go.k6.io/k6@latest\n`,
    )
    return 1
  } finally {
    await system.stop()
  }
}

/** k6 keeps what `setup` returned: the riders, with their keys. */
function forgetRiders(summary: string): void {
  const { setup_data: _riders, ...kept } = JSON.parse(readFileSync(summary, 'utf8'))
  writeFileSync(summary, `${JSON.stringify(kept, null, 4)}\n`)
}

const [script] = new Command('npm run loadtest --')
  .description(
    'Sends load through k6 to a system of its own; RATE, SECONDS and more say how much, see README.md.',
  )
  .addArgument(new Argument('<script>').choices(scripts))
  .parse().processedArgs
process.exit(await main(script))
