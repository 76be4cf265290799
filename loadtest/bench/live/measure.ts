import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '@doorstep/testing'
import type { Round } from '../alternate.ts'
import type { Order } from './viewers/main.ts'

export const ROOMS = 100
const WARM_UP_MS = 2_000
const MEASURED_MS = 4_000
const ARRIVED_MS = 5_000

export type Kind = 'bare ws' | 'doorstep' | 'socket.io'

/** What one round was like. `rate` counts frames that arrived. */
export interface LiveRound extends Round {
  readonly cpuMicrosPerFrame: number
  readonly residentMb: number
  /** What the process has grown by since nobody was connected. */
  readonly kbASocket: number
}

interface Shown {
  readonly cpuS: number
  readonly residentMb: number
  readonly kbASocket: number
}

/** So many sockets in a hundred rooms of one broadcaster, each room shown one position after the other. */
export async function measureLive(kind: Kind, sockets: number): Promise<LiveRound> {
  const server = child('servers/main.ts', [kind, String(ROOMS)])
  const viewers = child('viewers/main.ts', [])
  try {
    const [where] = (await once(server, 'message')) as [Pick<Order, 'port' | 'paths'>]
    await asked(viewers, { ...where, count: sockets })
    await asked(server, WARM_UP_MS)
    const before = await settledCount(viewers)
    const began = performance.now()
    const { cpuS, residentMb, kbASocket } = (await asked(server, MEASURED_MS)) as Shown
    const frames = (await settledCount(viewers)) - before
    return {
      rate: frames / ((performance.now() - began) / 1000),
      cpuMicrosPerFrame: (cpuS * 1e6) / frames,
      residentMb,
      kbASocket,
    }
  } finally {
    await Promise.all([ended(server), ended(viewers)])
  }
}

function child(file: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args)
}

async function asked(child: ChildProcess, message: Order | number | 'count'): Promise<unknown> {
  const answer = once(child, 'message')
  child.send(message)
  return (await answer)[0]
}

/** What was written has arrived when the count stands. */
async function settledCount(viewers: ChildProcess): Promise<number> {
  let count = -1
  await until(
    async () => {
      const before = count
      count = Number(await asked(viewers, 'count'))
      return count === before
    },
    { timeoutMs: ARRIVED_MS },
  )
  return count
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
