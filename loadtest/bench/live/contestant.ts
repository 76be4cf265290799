import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '@doorstep/testing'
import type { Round } from '../alternate.ts'
import type { Order } from './servers/main.ts'
import type { Seen, ViewersOrder, Where } from './viewers/main.ts'

const ROOMS = 100
const WINDOW_MS = 1_500
/** However busy the machine is, viewers are told of what the kernel has for them within this. */
const NO_MORE_AFTER_MS = 1_000

export type Kind = 'bare ws' | 'doorstep' | 'socket.io' | 'nats-server'

/** What one window was like. `rate` counts frames that arrived, until the last of them did. */
export interface LiveWindow extends Round {
  readonly cpuMicrosPerFrame: number
  readonly viewersCores: number
  /** Of the frames that were shown to somebody, the share that nobody got. */
  readonly leftOut: number
}

/** A broadcaster with so many sockets in a hundred rooms, both in processes of their own, which are idle between windows. */
export interface Contestant extends AsyncDisposable {
  readonly kind: Kind
  /** Each room is shown one position after the other, as fast as the broadcaster takes them. */
  window(): Promise<LiveWindow>
  residentMb(): Promise<number>
}

export async function enter(kind: Kind, sockets: number, program = ''): Promise<Contestant> {
  await using entering = new AsyncDisposableStack()
  const server = child('servers/main.ts', [kind, String(ROOMS), program])
  entering.defer(() => ended(server))
  const viewers = child('viewers/main.ts', [])
  entering.defer(() => ended(viewers))
  const where = await said<Where>(server)
  await asked<Seen>(viewers, { ...where, count: sockets })
  const moved = entering.move()

  return {
    kind,
    async window() {
      const before = await asked<Seen>(viewers, 'seen')
      const cpuBefore = await asked<number>(server, 'cpuS')
      const began = performance.now()
      const shown = await asked<number>(server, WINDOW_MS)
      const due = (shown * sockets) / ROOMS
      const after = await settled(viewers, before.frames + due)
      const seconds = (performance.now() - began) / 1_000
      const frames = after.frames - before.frames
      if (frames === 0) throw new Error(`${kind}: no viewer was shown anything`)
      return {
        rate: frames / seconds,
        cpuMicrosPerFrame: (((await asked<number>(server, 'cpuS')) - cpuBefore) * 1e6) / frames,
        viewersCores: (after.cpuS - before.cpuS) / seconds,
        leftOut: 1 - frames / due,
      }
    },
    residentMb: () => asked<number>(server, 'residentMb'),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}

/** With `gc`, so that memory is told without what only waits to be collected. */
function child(file: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'] })
}

async function asked<Answer>(child: ChildProcess, order: ViewersOrder | Order | 'seen'): Promise<Answer> {
  const answer = said<Answer>(child)
  child.send(order)
  return answer
}

/** What it says next. Rejects if it ends instead. */
async function said<Message>(child: ChildProcess): Promise<Message> {
  const done = new AbortController()
  const { signal } = done
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`${child.spawnargs.slice(-4).join(' ')} ended with ${code}`)
      }),
    ])
    return message
  } finally {
    done.abort()
  }
}

/** Once all have arrived, or no more do. */
async function settled(viewers: ChildProcess, frames: number): Promise<Seen> {
  let seen = await asked<Seen>(viewers, 'seen')
  let changedAt = performance.now()
  await until(async () => {
    const before = seen.frames
    seen = await asked<Seen>(viewers, 'seen')
    if (seen.frames !== before) changedAt = performance.now()
    return seen.frames >= frames || performance.now() - changedAt > NO_MORE_AFTER_MS
  })
  return seen
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
}
