import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What pip may take to answer that it cannot be reached. */
const INSTALL_MS = 120_000

/** Python with exactly the packages of a requirements file: another language's opinion of what we send. */
export interface Python {
  /** Runs a script; gives it lines, answers the lines that it says. Rejects if it fails. */
  lines(script: URL, input: readonly string[]): Promise<string[]>
}

/** In an environment of its own, kept between runs. What is missing is told in words: a reason to skip. */
export async function pythonWith(requirements: URL): Promise<Python | { readonly missing: string }> {
  const file = fileURLToPath(requirements)
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16)
  const home = join(tmpdir(), `doorstep-python-${digest}`)
  const python = join(home, 'bin', 'python')
  const complete = join(home, 'complete')
  if (!existsSync(complete)) {
    try {
      await run('python3', ['-m', 'venv', '--clear', home])
      await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', file], {
        timeout: INSTALL_MS,
      })
      await writeFile(complete, '')
    } catch (error) {
      return { missing: error instanceof Error ? error.message.split('\n', 1).join() : String(error) }
    }
  }
  return { lines: (script, input) => said(python, fileURLToPath(script), input) }
}

async function said(python: string, script: string, input: readonly string[]): Promise<string[]> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(input.map((line) => `${line}\n`).join(''))
  const lines = await Array.fromAsync(createInterface({ input: child.stdout }))
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return lines
}
