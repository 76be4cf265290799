import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answers, LoadOptions } from './drive.ts'
import type { LoadName } from './loads.ts'

export interface LoadOrder extends LoadOptions {
  readonly load: LoadName
  /** Of the ingest to be loaded. */
  readonly port: number
  readonly secret: string
}

export interface LoadReport extends Answers {
  /** What the generator itself took from the cores. */
  readonly cpuS: number
}

export interface Generator extends AsyncDisposable {
  run(order: LoadOrder): Promise<LoadReport>
}

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), { execArgv: [] })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the load generator ended with exit code ${code}`)
  })
  died.catch(() => undefined)

  return {
    async run(order) {
      child.send(order)
      const [report] = (await Promise.race([once(child, 'message'), died])) as [LoadReport]
      if (report.refused > 0)
        throw new Error(`${report.refused} messages of the ${order.load} load were not taken`)
      return report
    },
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await died.catch(() => undefined)
    },
  }
}
