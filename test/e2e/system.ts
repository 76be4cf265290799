import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts, type System, startSystem } from '@doorstep/demo'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What `npm start` brings up, on ports of its own and with nothing kept. */
export async function theSystem(riders: number): Promise<System> {
  const home = await mkdtemp(join(tmpdir(), 'doorstep-system-'))
  const crashes: Error[] = []
  const system = await startSystem({
    root,
    home,
    ports: await freePorts(),
    run: { riders, brokers: 1, seed: 1, fresh: true },
    env: { ...process.env, TOPIC_PREFIX: `system-${Date.now()}.` },
    step: (_title, work) => work(() => {}),
    signal: new AbortController().signal,
    onCrash: (error) => crashes.push(error),
    onLost: (error) => crashes.push(error),
  })
  return {
    ...system,
    async stop() {
      await system.stop()
      await rm(home, { recursive: true, force: true })
      if (crashes.length > 0) throw new AggregateError(crashes, 'services ended on their own')
    },
  }
}
