import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const VERSION = '2.15.2'
const BUILT_WITHIN_MS = 10 * 60_000
const cache = join(import.meta.dirname, '../../../.stack')

/** nats-server as its authors publish it, built once by Go into the project's cache. Undefined, and said, where that fails. */
export async function natsProgram(
  env: NodeJS.ProcessEnv,
  onProgress: (line: string) => void,
): Promise<string | undefined> {
  const folder = join(cache, `nats-server-${VERSION}`)
  const program = join(folder, 'nats-server')
  if (existsSync(program)) return program
  onProgress(`building nats-server ${VERSION}, once`)
  const own = { ...env, GOBIN: folder, GOCACHE: join(cache, 'go') }
  const module = `github.com/nats-io/nats-server/v2@v${VERSION}`
  try {
    await run('go', ['install', module], { env: own, timeout: BUILT_WITHIN_MS })
    return program
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : error
    onProgress(`without nats-server, which Go would build: ${reason}`)
    return undefined
  }
}
