import { type Viewer, view } from './viewer.ts'

/** Many viewers in a process of their own: connected when told where, counted when asked. */
const AT_ONCE = 100
const viewers: Viewer[] = []

export interface Order {
  readonly port: number
  /** One for each room, taken in turn. */
  readonly paths: readonly string[]
  readonly count: number
}

process.on('message', async (order: Order | 'count') => {
  if (order === 'count') return process.send?.(viewers.reduce((sum, { counter }) => sum + counter.frames, 0))
  const { port, paths, count } = order
  while (viewers.length < count) {
    const next = Array.from({ length: Math.min(AT_ONCE, count - viewers.length) }, (_, n) =>
      view(port, paths[(viewers.length + n) % paths.length] ?? '/'),
    )
    viewers.push(...(await Promise.all(next)))
  }
  process.send?.(viewers.length)
})
