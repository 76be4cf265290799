import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { redisAnswers } from '../answers.ts'
import type { Place } from '../place.ts'
import { portsFor } from '../ports.ts'
import type { Part } from '../stack.ts'
import { startChild } from './child.ts'

const run = promisify(execFile)

const START_MS = 15_000

export async function nativeRedis({ folder, kept, keeper }: Place, server: string): Promise<Part> {
  const home = join(folder, 'redis')
  await mkdir(home, { recursive: true })
  const [port] = await portsFor(1, kept ? `${home}.ports` : undefined)
  // A snapshot a minute, and one when it stops; none where the data goes with the stack.
  const snapshots = kept ? ['60', '1'] : ['']
  const child = startChild(
    {
      name: 'Redis',
      command: [server, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', home, '--save', ...snapshots],
      logFile: `${home}.log`,
      stopSignal: 'SIGTERM',
      killSignal: 'SIGKILL',
    },
    keeper,
  )
  const address = `redis://127.0.0.1:${port}`
  await child.until(START_MS, () => redisAnswers(address))
  return { address, stop: child.stop }
}

/** A server of this machine; undefined where there is none. */
export async function installedRedis(): Promise<string | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    const found = await run(name, ['--version']).then(
      () => true,
      () => false,
    )
    if (found) return name
  }
  return undefined
}

/** The server for this platform among those in the folder. */
export async function bundledRedis(folder: string): Promise<string> {
  const platform = bundledPlatform(process.platform, process.arch)
  const name = (await readdir(folder)).find((file) => file.endsWith(platform))
  if (name === undefined) throw new Error(`No Redis for ${platform} in ${folder}`)
  await chmod(join(folder, name), 0o755)
  return join(folder, name)
}

export function bundledPlatform(platform: NodeJS.Platform, arch: NodeJS.Architecture): string {
  return `${platform}-${arch === 'x64' ? 'amd64' : arch}`
}
