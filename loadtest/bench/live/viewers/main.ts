import type { DialectName } from './dialects.ts'
import { type Viewer, view } from './viewer.ts'

/** Many viewers in a process of their own: connected when told where, then counting. */
const AT_ONCE = 100
const viewers: Viewer[] = []

export interface Where {
  readonly port: number
  readonly dialect: DialectName
  /** One for each room, taken in turn. */
  readonly paths: readonly string[]
}

export interface ViewersOrder extends Where {
  readonly count: number
}

/** What all were shown, and what their process took, up to now. */
export interface Seen {
  readonly frames: number
  readonly cpuS: number
}

process.on('message', async (order: ViewersOrder | 'seen') => {
  if (order !== 'seen') await connect(order)
  const { user, system } = process.cpuUsage()
  const frames = viewers.reduce((sum, { counter }) => sum + counter.frames, 0)
  process.send?.({ frames, cpuS: (user + system) / 1e6 } satisfies Seen)
})
process.once('disconnect', () => process.exit())

async function connect({ port, dialect, paths, count }: ViewersOrder): Promise<void> {
  while (viewers.length < count) {
    const next = Array.from({ length: Math.min(AT_ONCE, count - viewers.length) }, (_, n) =>
      view(port, paths[(viewers.length + n) % paths.length] ?? '/', dialect),
    )
    viewers.push(...(await Promise.all(next)))
  }
}
