import { setTimeout as delay } from 'node:timers/promises'
import type { Entry } from '@doorstep/testing'

/** Between an answer and the next fix: leaves the brokers some of the machine. */
const REST_MS = 20

export interface Load {
  readonly acknowledged: readonly Entry[]
  refused(): number
  longestSilenceMs(): number
  /** Resolves when each rider has the answer to its last fix. */
  stop(): Promise<void>
}

/** Riders who, as phones do, send the next fix when the last one was taken, and the same one again when it was not. */
export function riders(count: number, publish: (rider: string, sequence: number) => Promise<unknown>): Load {
  const acknowledged: Entry[] = []
  let refused = 0
  let longestSilenceMs = 0
  let lastAt = performance.now()
  let riding = true

  async function ride(key: string): Promise<void> {
    for (let sequence = 0; riding; ) {
      try {
        await publish(key, sequence)
        acknowledged.push({ key, sequence })
        sequence += 1
        longestSilenceMs = Math.max(longestSilenceMs, performance.now() - lastAt)
        lastAt = performance.now()
        await delay(REST_MS)
      } catch {
        refused += 1
      }
    }
  }

  const rides = Array.from({ length: count }, (_, n) => ride(`rider-${n}`))
  return {
    acknowledged,
    refused: () => refused,
    longestSilenceMs: () => longestSilenceMs,
    async stop() {
      riding = false
      await Promise.all(rides)
    },
  }
}
