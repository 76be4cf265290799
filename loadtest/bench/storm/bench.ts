import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CrowdOrder, CrowdReport } from './crowd.ts'
import { type StormResult, stormResult } from './result.ts'

const ROOMS = 100

export interface StormOptions {
  readonly sockets: number
  readonly rounds: number
  onProgress(line: string): void
}

/** A process of the gateway is killed with all its sockets: how long until each has a new position from another. */
export async function benchStorm({ sockets, rounds, onProgress }: StormOptions): Promise<StormResult> {
  const all: CrowdReport[] = []
  for (let round = 0; round < rounds; round++) {
    const report = await storm(sockets)
    onProgress(`all ${sockets} are back after ${Math.round(Math.max(...report.withoutMs))} ms`)
    all.push(report)
  }
  return stormResult(
    sockets,
    all.map(({ withoutMs }) => withoutMs),
  )
}

async function storm(count: number): Promise<CrowdReport> {
  const servers = ['server.ts', 'server.ts'].map((file) => child(file, [String(ROOMS)]))
  const crowd = child('crowd.ts', [])
  try {
    const said = await Promise.all(servers.map((server) => once(server, 'message')))
    const where = said.map(([message]) => message as { port: number; paths: string[] })
    const here = once(crowd, 'message')
    crowd.send({
      ports: where.map(({ port }) => port),
      paths: where[0]?.paths ?? [],
      count,
    } satisfies CrowdOrder)
    await here
    const back = once(crowd, 'message')
    servers[0]?.kill('SIGKILL')
    const [report] = await back
    return report
  } finally {
    for (const one of [...servers, crowd]) one.kill('SIGKILL')
  }
}

/** Without what `start.mjs` had this process import: a crowd that waits for its order would not keep itself alive. */
function child(file: string, args: readonly string[]) {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [] })
}
