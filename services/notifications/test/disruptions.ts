import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, until } from '@doorstep/testing'
import { afterEvents, afterFixes } from '../src/domain/advance.ts'
import { unknownDelivery } from '../src/domain/watched-delivery.ts'
import type { Pipeline } from './pipeline.ts'
import type { Receiver } from './receiver.ts'
import { aRide, type Ride } from './ride.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A group of which members die, come and go, and which loses Postgres in the middle of what it does. */
export const disruptions = ['kill', 'rebalance', 'cut'] as const
export type Disruption = (typeof disruptions)[number]

export interface Told {
  readonly expected: number
  /** Decided nowhere though they should have been, or not published, or not sent. */
  readonly missing: readonly string[]
  /** Decided though nothing more was to be told: a second occurrence, or another kind. */
  readonly tooMany: readonly string[]
  /** Records of the topic that came again, as the same. */
  readonly repeatedOnTopic: number
  readonly repeatedWebhooks: number
}

interface DisruptedOptions {
  readonly pipeline: Pipeline
  readonly receiver: Receiver
  readonly disruptions: readonly Disruption[]
  onProgress?(done: number): void
}

const MEMBERS = 2
const RIDES_EACH = 2
const PROMISED_WITHIN_MS = 1_000
/** A killed member is missed after 6 s, and what it had in hand is sent again after 30. */
const PATIENCE = { timeoutMs: 120_000 }

/** What is told of rides, and of promises that are missed, by real processes that one thing after the other happens to. */
export async function toldThrough(options: DisruptedOptions): Promise<Told> {
  const { pipeline, receiver, onProgress = () => {} } = options
  const group = aGroupOf(pipeline)
  const expected: string[] = []
  try {
    for (let n = 0; n < MEMBERS; n++) group.join()
    for (const [n, disruption] of options.disruptions.entries()) {
      const before = await decided(pipeline)
      expected.push(...(await publishThrough(pipeline, () => group.suffer(disruption))))
      await until(async () => (await decided(pipeline)).length > before.length, PATIENCE)
      onProgress(n + 1)
    }
    const isWhole = (ids: Iterable<string>) => expected.every((id) => new Set(ids).has(id))
    const published = () => pipeline.notifications.map(({ notificationId }) => notificationId)
    const sent = () => receiver.received.map(({ id }) => id)
    await until(async () => isWhole(await decided(pipeline)), PATIENCE).catch(() => undefined)
    await until(() => isWhole(published()) && isWhole(sent()), PATIENCE).catch(() => undefined)

    const [all, onTopic, byWebhook] = [await decided(pipeline), published(), sent()]
    const everywhere = (id: string) => [all, onTopic, byWebhook].every((ids) => ids.includes(id))
    return {
      expected: expected.length,
      missing: expected.filter((id) => !everywhere(id)),
      tooMany: [...new Set([...all, ...onTopic, ...byWebhook])].filter((id) => !expected.includes(id)),
      repeatedOnTopic: onTopic.length - new Set(onTopic).size,
      repeatedWebhooks: byWebhook.length - new Set(byWebhook).size,
    }
  } finally {
    await group.end()
  }

  async function publishThrough(to: Pipeline, happen: () => Promise<void>): Promise<string[]> {
    const rides = Array.from({ length: RIDES_EACH }, () => aRide({ webhookUrl: receiver.url }))
    const promise = aPromise(receiver.url)
    await to.publisher.publishAll(deliveryEvents, [...rides.flatMap(({ beginning }) => beginning), promise])
    await to.publisher.publishAll(
      deliveryLocation,
      rides.flatMap(({ fixes }) => fixes.slice(0, fixes.length / 2)),
    )
    await happen()
    await to.publisher.publishAll(
      deliveryLocation,
      rides.flatMap(({ fixes }) => fixes),
    )
    await to.publisher.publishAll(
      deliveryEvents,
      rides.map(({ end }) => end),
    )
    return [...rides.flatMap(toldOf), `${promise.delivery.deliveryId}_late_1`]
  }
}

async function decided({ sql }: Pipeline): Promise<string[]> {
  const rows = await sql<{ notification_id: string }[]>`select notification_id from notifications`
  return rows.map(({ notification_id }) => notification_id)
}

/** What the rules make of a ride that is read once, by nobody who dies. */
function toldOf(ride: Ride): string[] {
  const known = afterEvents([unknownDelivery(ride.deliveryId)], [...ride.beginning, ride.end], Date.now())
  const followed = afterFixes(known.changed, ride.fixes)
  return [...known.notifications, ...followed.notifications].map(({ notificationId }) => notificationId)
}

/** Nobody will keep it. */
function aPromise(webhookUrl: string) {
  const delivery = aDelivery({
    deliveryId: randomUUID(),
    promisedAt: Date.now() + PROMISED_WITHIN_MS,
    webhook: { url: webhookUrl },
  })
  return aDeliveryEvent({ delivery })
}

function aGroupOf(pipeline: Pipeline) {
  const members: ChildProcess[] = []

  function join(): void {
    const options = ['--disable-warning=TimeoutNegativeWarning', main]
    const env = { ...process.env, ...pipeline.env }
    members.push(spawn(process.execPath, options, { env, stdio: 'ignore' }))
  }
  async function leave(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const member = members.shift()
    if (member === undefined || member.exitCode !== null || member.signalCode !== null) return
    const gone = once(member, 'exit')
    member.kill(signal)
    await gone
  }

  return {
    join,
    async suffer(disruption: Disruption): Promise<void> {
      if (disruption === 'cut') {
        await pipeline.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`
        return
      }
      join()
      await leave(disruption === 'kill' ? 'SIGKILL' : 'SIGTERM')
    },
    async end() {
      while (members.length > 0) await leave('SIGKILL')
    },
  }
}
