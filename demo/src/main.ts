import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { check } from './check.ts'
import { startCommand } from './options.ts'
import { defaultPorts } from './ports.ts'
import { progressOn } from './progress.ts'
import { hopsTable, welcome } from './report.ts'
import { type Run, startSystem } from './system.ts'

const root = resolve(import.meta.dirname, '../..')
const say = (text: string) => process.stdout.write(text)
const complain = (error: unknown) =>
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)

async function start(options: Run & { readonly check: boolean }): Promise<number> {
  const lost = Promise.withResolvers<number>()
  const interrupt = new AbortController()
  const interrupted = new Promise<number>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        interrupt.abort(new Error('Stopped.'))
        end(0)
      })
  })

  const system = await startSystem({
    root,
    home: join(root, '.doorstep'),
    ports: defaultPorts,
    run: options,
    env: process.env,
    step: progressOn(process.stdout),
    signal: interrupt.signal,
    onCrash: (error) => complain(`${error.message} (it is started again)`),
    onLost: (error) => {
      complain(error)
      lost.resolve(1)
    },
  })
  try {
    if (options.check) return await checked(system)
    say(welcome(system))
    return await Promise.race([interrupted, lost.promise])
  } finally {
    say('\nStopping …')
    await system.stop()
    say(' stopped.\n')
  }
}

async function checked(system: Parameters<typeof check>[0]): Promise<number> {
  const hops = await check(system)
  say(hopsTable(hops))
  return hops.every(({ ms }) => ms !== undefined) ? 0 : 1
}

async function main(): Promise<number> {
  const options = startCommand().parse().opts()
  // npm runs us in the repository; the path is meant from where it was typed.
  const gpx = options.gpx && resolve(process.env.INIT_CWD ?? '.', options.gpx)
  if (gpx && !existsSync(gpx)) {
    complain(`--gpx: there is no file ${gpx}`)
    return 1
  }
  try {
    return await start({ ...options, brokers: options.brokers === '3' ? 3 : 1, ...(gpx && { gpx }) })
  } catch (error) {
    complain(error)
    return 1
  }
}

process.exit(await main())
