import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Keeper } from '../keeper.ts'
import { notStarted } from './not-started.ts'

export interface Program {
  /** For people: "Kafka broker 2". */
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly logFile: string
  /** Asks it to end in order. */
  readonly stopSignal: NodeJS.Signals
  /** Ends it at once. */
  readonly killSignal: NodeJS.Signals
}

/** A program of this machine, which ends when it is told to or when this process is gone. */
export interface Child {
  /** Asks it to end, and makes it after a while. */
  stop(): Promise<void>
  kill(): Promise<void>
  /** Asks it to end, and waits for as long as that takes. */
  terminate(): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Rejects if the program ends before the condition holds; ends it if it does not meet the condition in time. */
  until(timeoutMs: number, condition: () => Promise<boolean>): Promise<void>
}

const STOP_MS = 5_000
const POLL_MS = 50

export function startChild(program: Program, keeper: Keeper): Child {
  const child = spawnDetached(program)
  const ended = endOf(child)
  let running = child.pid !== undefined
  const forget = child.pid === undefined ? () => {} : keeper.process(child.pid, program.killSignal)
  void ended.then(() => {
    running = false
    forget()
  })

  async function end(signal: NodeJS.Signals): Promise<void> {
    child.ref()
    child.kill(signal)
    await ended
  }

  return {
    signal: (signal) => void child.kill(signal),
    kill: () => end(program.killSignal),
    terminate: () => end('SIGTERM'),
    async stop() {
      const impatience = setTimeout(() => child.kill(program.killSignal), STOP_MS)
      await end(program.stopSignal)
      clearTimeout(impatience)
    },
    async until(timeoutMs, condition) {
      const deadline = performance.now() + timeoutMs
      while (!(await condition().catch(() => false))) {
        if (!running || performance.now() > deadline) {
          await end(program.killSignal)
          throw notStarted(program.name, program.logFile, readFileSync(program.logFile, 'utf8'))
        }
        await delay(POLL_MS)
      }
    },
  }
}

/** In a process group of its own: Ctrl-C in a terminal reaches only us, and we end it in order. */
function spawnDetached({ command: [file, ...args], logFile }: Program): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w')
  const child = spawn(file, args, { cwd: '/', detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  return child
}

async function endOf(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'exit')
  } catch {
    // It could not be started at all: then it has no pid, and `until` tells.
  }
}
