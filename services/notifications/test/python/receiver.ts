import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)
const home = import.meta.dirname
/** Kept between runs; nothing of it is committed. */
const venv = join(home, '../../node_modules/.cache/standardwebhooks-python')
const python = join(venv, 'bin', 'python')

export interface ReceivedWebhook {
  readonly secret: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** Why there can be no receiver in Python here; undefined if there can. */
export async function pythonIsMissing(): Promise<string | undefined> {
  if (existsSync(join(venv, 'ready'))) return undefined
  try {
    await run('python3', ['-m', 'venv', venv])
    await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', join(home, 'requirements.txt')])
    await run('touch', [join(venv, 'ready')])
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? 'unknown') : String(error)
  }
}

/** What the official library in Python says of each, in order. */
export async function verdictsInPython(webhooks: readonly ReceivedWebhook[]): Promise<string[]> {
  const child = spawn(python, [join(home, 'receiver.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(webhooks.map((webhook) => `${JSON.stringify(webhook)}\n`).join(''))
  return await Array.fromAsync(createInterface({ input: child.stdout }))
}
