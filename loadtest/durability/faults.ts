import { setTimeout as delay } from 'node:timers/promises'
import type { ChildService } from '@doorstep/demo'
import type { Broker } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import type { Cluster } from './cluster.ts'
import type { Phones } from './phones.ts'
import type { Period } from './silence.ts'

/** What a fault is done to. */
export interface Scene extends Pick<Cluster, 'stack' | 'detours'> {
  readonly ingest: ChildService
  readonly phones: Phones
  /** One of them, by the seed of the run. */
  pick<Item>(items: readonly Item[]): Item
}

export interface Durations {
  readonly cutsMs: number
  readonly pauseMs: number
  /** How many brokers are restarted in order. */
  readonly restarts: number
  readonly belowMinimumMs: number
  /** Of quiet riding before, between and after. */
  readonly calmMs: number
}

export const thorough: Durations = {
  cutsMs: 60_000,
  pauseMs: 20_000,
  restarts: 3,
  belowMinimumMs: 20_000,
  calmMs: 5_000,
}
export const condensed: Durations = {
  cutsMs: 12_000,
  pauseMs: 8_000,
  restarts: 1,
  belowMinimumMs: 4_000,
  calmMs: 1_500,
}

export const faultNames = ['kills', 'rolling', 'cuts', 'pause', 'below-minimum', 'ingest'] as const
export type FaultName = (typeof faultNames)[number]

export interface Fault {
  readonly inWords: string
  /** A guess, to spread the load over it. */
  readonly seconds: (durations: Durations) => number
  /** Resolves when all that was harmed is well again. Returns the times at which a broker was dead. */
  run(scene: Scene, durations: Durations): Promise<readonly Period[]>
}

const KILLS = 5
const CUT_INTERVAL_MS = 700
/** A broker's last answers before a cut get lost: it has written what it could not say. */
const DEAF_MS = 50
const RECOVERY = { timeoutMs: 120_000 }

export const faults: Readonly<Record<FaultName, Fault>> = {
  kills: {
    inWords: 'kill -9 of a broker, another each time, five times in a row',
    seconds: ({ calmMs }) => (KILLS * (9_000 + calmMs)) / 1_000,
    async run({ stack, phones, pick }, { calmMs }) {
      const deaths: Period[] = []
      let last: Broker | undefined
      for (let kill = 0; kill < KILLS; kill++) {
        await delay(calmMs)
        last = pick(stack.brokers.filter((broker) => broker !== last))
        const from = Date.now()
        await last.kill()
        await acknowledging(phones)
        await delay(calmMs)
        deaths.push({ from, to: Date.now() })
        await last.start()
        await until(() => stack.inSync(), RECOVERY)
      }
      return deaths
    },
  },
  rolling: {
    inWords: 'brokers shut down in order and started again, one by one',
    seconds: ({ restarts, calmMs }) => (restarts * (8_000 + calmMs)) / 1_000,
    async run({ stack }, { restarts, calmMs }) {
      for (const broker of stack.brokers.slice(0, restarts)) {
        await delay(calmMs)
        await broker.shutDown()
        await broker.start()
        await until(() => stack.inSync(), RECOVERY)
      }
      return []
    },
  },
  cuts: {
    inWords: 'all connections to Kafka cut every 0.7 s',
    seconds: ({ cutsMs }) => cutsMs / 1_000,
    async run({ detours }, { cutsMs }) {
      const end = Date.now() + cutsMs
      while (Date.now() < end) {
        await delay(CUT_INTERVAL_MS - DEAF_MS)
        for (const detour of detours) detour.freeze()
        await delay(DEAF_MS)
        for (const detour of detours) detour.cut()
      }
      return []
    },
  },
  pause: {
    inWords: 'a broker held still (SIGSTOP)',
    seconds: ({ pauseMs, calmMs }) => (pauseMs + 2 * calmMs) / 1_000,
    async run({ stack, pick }, { pauseMs, calmMs }) {
      const paused = pick(stack.brokers)
      await delay(calmMs)
      await paused.pause()
      await delay(pauseMs)
      await paused.resume()
      await until(() => stack.inSync(), RECOVERY)
      return []
    },
  },
  'below-minimum': {
    inWords: 'two of three brokers away',
    seconds: ({ belowMinimumMs, calmMs }) => (belowMinimumMs + 10_000 + calmMs) / 1_000,
    async run({ stack, phones, pick }, { belowMinimumMs, calmMs }) {
      const left = pick(stack.brokers)
      const away = stack.brokers.filter((broker) => broker !== left)
      await delay(calmMs)
      await Promise.all(away.map((broker) => broker.kill()))
      const { refused } = phones
      await until(() => phones.refused > refused, RECOVERY)
      const { acknowledged } = phones
      await delay(belowMinimumMs)
      if (phones.acknowledged > acknowledged)
        throw new Error(`${phones.acknowledged - acknowledged} fixes were acknowledged by one broker alone`)
      await Promise.all(away.map((broker) => broker.start()))
      await until(() => stack.inSync(), RECOVERY)
      return []
    },
  },
  ingest: {
    inWords: 'ingest ended by SIGKILL and SIGTERM in turn, and started again',
    seconds: ({ calmMs }) => (4 * (2_000 + calmMs)) / 1_000,
    async run({ ingest, phones }, { calmMs }) {
      for (const end of [ingest.kill, ingest.stop, ingest.kill, ingest.stop]) {
        await delay(calmMs)
        await end()
        await ingest.start()
        await acknowledging(phones)
      }
      return []
    },
  },
}

/** Resolves when something more is acknowledged. */
async function acknowledging(phones: Phones): Promise<void> {
  const { acknowledged } = phones
  await until(() => phones.acknowledged > acknowledged, RECOVERY)
}
