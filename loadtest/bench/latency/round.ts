import { setTimeout as delay } from 'node:timers/promises'
import { median, quantile, type Round } from '../alternate.ts'
import { type createStopwatch, eachInTime } from './stopwatch.ts'

export const RIDERS = 100
export const FIXES_A_SECOND = 1_000
const SECONDS = 5
/** What is still under way when the last was sent. */
export const ARRIVED_MS = 500

/** What a round was like. `rate` counts what arrived: who has a newer position is not shown an older one. */
export interface LatencyRound extends Round {
  readonly p50Ms: number
  readonly p99Ms: number
}

export async function measureLatency(
  stopwatch: ReturnType<typeof createStopwatch>,
  send: (nth: number) => void,
): Promise<LatencyRound> {
  stopwatch.taken()
  await eachInTime(FIXES_A_SECOND * SECONDS, FIXES_A_SECOND, send)
  await delay(ARRIVED_MS)
  const latenciesMs = stopwatch.taken()
  return {
    rate: latenciesMs.length / SECONDS,
    p50Ms: median(latenciesMs),
    p99Ms: quantile(latenciesMs, 0.99),
  }
}
