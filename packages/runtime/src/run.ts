import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from './logger.ts'
import type { Service } from './service.ts'

const STOP_TIMEOUT_MS = 10_000

/**
 * Runs a service until SIGINT or SIGTERM, then stops it. The process exits with 0 after a stop, with 1 when it could
 * not start or did not stop within 10 s.
 */
export async function run(service: Service, log: Logger): Promise<void> {
  try {
    await service.start()
    log.info({ service: service.name }, 'started')
    await toldToStop()
    log.info({ service: service.name }, 'stopping')
    await stopWithin(service, STOP_TIMEOUT_MS)
    process.exit(0)
  } catch (err) {
    log.fatal({ err, service: service.name }, err instanceof Error ? err.message : 'failed')
    process.exit(1)
  }
}

/** By a signal, or by the death of a parent that had opened a channel to us. */
async function toldToStop(): Promise<void> {
  const orphaned = process.send !== undefined && !process.connected
  if (orphaned) return
  const causes = [once(process, 'SIGINT'), once(process, 'SIGTERM')]
  if (process.connected) causes.push(once(process, 'disconnect'))
  await Promise.race(causes)
}

async function stopWithin(service: Service, timeoutMs: number): Promise<void> {
  const deadline = delay(timeoutMs, undefined, { ref: false }).then(() => {
    throw new Error(`${service.name} did not stop within ${timeoutMs} ms`)
  })
  await Promise.race([service.stop(), deadline])
}
