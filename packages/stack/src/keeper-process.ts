import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Remains } from './keeper.ts'

const PATIENCE_MS = 3_000
const POLL_MS = 50

/**
 * A process of its own that outlives the one that started it, if only for a moment: standard input ends when that one
 * is gone, however it went, and what it left behind is ended. Each line is the whole list, replacing the one before.
 */
let remains: Remains = { processes: [], commands: [], paths: [] }
for await (const line of createInterface({ input: process.stdin })) remains = JSON.parse(line)

const { processes, commands, paths } = remains
for (const { pid, signal } of processes) signalled(pid, signal)
for (const [file = '', ...args] of commands.toReversed()) spawnSync(file, args, { stdio: 'ignore' })

const deadline = performance.now() + PATIENCE_MS
while (processes.some(({ pid }) => signalled(pid, 0)) && performance.now() < deadline) await delay(POLL_MS)
for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 10 })

/** False if there is no such process. */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
