import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DoorstepError, type Service } from '@doorstep/runtime'

const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 12_000

export interface ChildOptions {
  readonly name: string
  readonly root: string
  /** In place of its own `src/main.ts`. */
  readonly entry?: string
  readonly logs: string
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  /** Gives up waiting for it to be ready. */
  readonly signal: AbortSignal
  /** Called when it ends without having been asked to, once it had been ready. */
  readonly onCrash: (error: Error) => void
}

class ChildError extends DoorstepError {
  readonly code = 'SERVICE_DIED'
  readonly retryable = false
}

/** The one this process was started with: Node names a folder in it for its version. */
function compileCache(): Record<string, string> {
  const versioned = getCompileCacheDir()
  return versioned === undefined ? {} : { NODE_COMPILE_CACHE: dirname(versioned) }
}

export interface ChildService extends Service {
  /** As a power cut would. It may be started again. */
  kill(): Promise<void>
}

/** One service as a process of its own, started when its `/readyz` says so. It ends when this process does. */
export function childService(options: ChildOptions): ChildService {
  const { name, root, logs, port, env, signal, onCrash } = options
  const entry = options.entry ?? join('services', name, 'src', 'main.ts')
  const logFile = join(logs, `${name}.log`)
  let child: ChildProcess | undefined

  return {
    name,
    async start() {
      mkdirSync(logs, { recursive: true })
      // A group of its own keeps the terminal's Ctrl-C from it: we stop it in order. The channel ends it if we die.
      const started = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', entry], {
        cwd: root,
        env: { ...env, ...compileCache(), PATH: join(root, 'node_modules', '.bin') },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      })
      child = started
      const log = createWriteStream(logFile, { flags: 'a' })
      started.stdout?.pipe(log, { end: false })
      started.stderr?.pipe(log, { end: false })
      const died = once(started, 'exit').then(([code]) => {
        log.end()
        if (child === undefined) return
        child = undefined
        throw new ChildError(`${name} ended with exit code ${code}: ${lastWords(logFile)}`)
      })
      await Promise.race([ready(port, name, signal), died])
      died.catch(onCrash)
    },
    async stop() {
      const stopping = child
      child = undefined
      if (stopping === undefined || stopping.exitCode !== null) return
      stopping.kill('SIGTERM')
      const ended = once(stopping, 'exit')
      await Promise.race([
        ended,
        delay(STOP_TIMEOUT_MS, undefined, { ref: false }).then(() => stopping.kill('SIGKILL')),
      ])
      await ended
    },
    async kill() {
      const killed = child
      child = undefined
      if (killed === undefined) return
      const ended = once(killed, 'exit')
      killed.kill('SIGKILL')
      await ended
    },
  }
}

async function ready(port: number, name: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  let waitingFor = 'its port'
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    if (answer !== undefined) waitingFor = await answer.text()
    await delay(50)
  }
  throw new ChildError(
    `${name} was not ready within ${READY_TIMEOUT_MS / 1000} s; it waits for ${waitingFor}`,
  )
}

/** Why it ended, by its log: the message it was logged with, or the error that was thrown. */
function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').reverse()
  const last = lines.find((line) => line.startsWith('{') || line.includes('Error')) ?? lines[0] ?? ''
  try {
    return JSON.parse(last).msg ?? last
  } catch {
    return last
  }
}
