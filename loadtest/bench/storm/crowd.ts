import { setTimeout as delay } from 'node:timers/promises'
import { backoffMs } from '../../../services/web/pages/live/backoff.ts'
import { type Viewer, view } from '../live/viewers/viewer.ts'

/** Many customers in a process of their own, who come back as our pages do, each to the next of the ports in turn. */
export interface CrowdOrder {
  readonly ports: readonly number[]
  readonly paths: readonly string[]
  readonly count: number
}

/** How long each was without a new position, once all have one again. */
export interface CrowdReport {
  readonly withoutMs: readonly number[]
}

const AT_ONCE = 100

/** A snapshot, and the first position after it. */
const FRESH_FRAMES = 2

async function freshView(port: number, path: string): Promise<Viewer> {
  const viewer = await view(port, path)
  await Promise.race([viewer.shown(FRESH_FRAMES), viewer.closed])
  if (viewer.counter.frames < FRESH_FRAMES) throw new Error(`closed before it was fresh: ${path}`)
  return viewer
}

async function comesBack(viewer: Viewer, ports: readonly number[], path: string): Promise<number> {
  await viewer.closed
  const cutAt = performance.now()
  for (let failures = 1; ; failures++) {
    await delay(backoffMs(failures))
    const port = ports[failures % ports.length] ?? 0
    const isBack = await freshView(port, path).then(
      () => true,
      () => false,
    )
    if (isBack) return performance.now() - cutAt
  }
}

process.once('disconnect', () => process.exit())
process.once('message', async ({ ports, paths, count }: CrowdOrder) => {
  const [first = 0] = ports
  const pathOf = (n: number) => paths[n % paths.length] ?? '/'
  const viewers: Viewer[] = []
  while (viewers.length < count) {
    const next = Array.from({ length: Math.min(AT_ONCE, count - viewers.length) }, (_, n) =>
      view(first, pathOf(viewers.length + n)),
    )
    viewers.push(...(await Promise.all(next)))
  }
  const back = Promise.all(viewers.map((viewer, n) => comesBack(viewer, ports, pathOf(n))))
  process.send?.('here')
  process.send?.({ withoutMs: await back } satisfies CrowdReport)
})
