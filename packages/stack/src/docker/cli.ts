import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const TIMEOUT_MS = 60_000

/** Runs the `docker` command, and resolves with what it wrote. Rejects with what it complained of. */
export async function docker(args: readonly string[], timeoutMs = TIMEOUT_MS): Promise<string> {
  const { stdout } = await run('docker', [...args], { timeout: timeoutMs })
  return stdout.trim()
}

export function succeeds(command: Promise<unknown>): Promise<boolean> {
  return command.then(
    () => true,
    () => false,
  )
}
