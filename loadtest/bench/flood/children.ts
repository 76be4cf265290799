import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FloodOrder, FloodReport } from './floods.ts'

function startChild(file: string) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [] })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with exit code ${code}`)
  })
  died.catch(() => undefined)
  return {
    child,
    said: async () => (await Promise.race([once(child, 'message'), died]))[0],
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await died.catch(() => undefined)
    },
  }
}

export function startFlooder() {
  const flooder = startChild('flooder.ts')
  return {
    async run(order: FloodOrder): Promise<FloodReport> {
      flooder.child.send(order)
      return await flooder.said()
    },
    [Symbol.asyncDispose]: flooder[Symbol.asyncDispose],
  }
}

export async function startDecoy() {
  const decoy = startChild('decoy.ts')
  const port: number = await decoy.said()
  return { port, [Symbol.asyncDispose]: decoy[Symbol.asyncDispose] }
}
