import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, until } from '@doorstep/testing'
import { afterEvents, afterFixes } from '../src/domain/advance.ts'
import { SILENT_MS } from '../src/domain/silent.ts'
import { unknownDelivery } from '../src/domain/watched-delivery.ts'
import type { Pipeline } from './pipeline.ts'
import type { Receiver } from './receiver.ts'
import { aRide, type Ride } from './ride.ts'
import { aStandstill, standstillKinds } from './standstill.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A group of which members die, come and go, and which loses Postgres in the middle of what it does. */
export const disruptions = ['kill', 'rebalance', 'cut'] as const
export type Disruption = (typeof disruptions)[number]

export interface Told {
  readonly expected: readonly string[]
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
  /**
   * Besides, riders who stand still and are not heard of again: the last is called silent 90 s after the last disruption.
   * And what a killed member had in hand is waited for until its lease ends; else it is over as soon as all is decided.
   */
  readonly thorough?: boolean
  onProgress?(done: number): void
}

const MEMBERS = 2
const RIDES_EACH = 2
const PROMISED_WITHIN_MS = 1_000
/** A killed member is missed after 6 s, and what it had in hand is sent again after 30. */
const PATIENCE = { timeoutMs: 120_000 }

/** What is told of rides, and of promises that are missed, by real processes that one thing after the other happens to. */
export async function toldThrough(options: DisruptedOptions): Promise<Told> {
  const { pipeline, receiver, thorough = false, onProgress = () => {} } = options
  const group = aGroupOf(pipeline)
  const expected: string[] = []
  try {
    for (let n = 0; n < MEMBERS; n++) group.join()
    for (const [n, disruption] of options.disruptions.entries()) {
      expected.push(...(await publishThrough(() => group.suffer(disruption))))
      onProgress(n + 1)
    }
    const isWhole = (ids: Iterable<string>) => expected.every((id) => new Set(ids).has(id))
    const published = () => pipeline.notifications.map(({ notificationId }) => notificationId)
    const sent = () => receiver.received.map(({ id }) => id)
    const patience = { timeoutMs: PATIENCE.timeoutMs + (thorough ? SILENT_MS : 0) }
    await until(async () => isWhole(await decided(pipeline)), patience).catch(() => undefined)
    if (!thorough) await pipeline.sql`update dispatches set next_attempt_at = now() where state = 'pending'`
    await until(() => isWhole(published()) && isWhole(sent()), PATIENCE).catch(() => undefined)

    const [all, onTopic, byWebhook] = [await decided(pipeline), published(), sent()]
    const everywhere = (id: string) => [all, onTopic, byWebhook].every((ids) => ids.includes(id))
    return {
      expected,
      missing: expected.filter((id) => !everywhere(id)),
      tooMany: [...new Set([...all, ...onTopic, ...byWebhook])].filter((id) => !expected.includes(id)),
      repeatedOnTopic: onTopic.length - new Set(onTopic).size,
      repeatedWebhooks: byWebhook.length - new Set(byWebhook).size,
    }
  } finally {
    await group.end()
  }

  /** Events in what is left of the disruption before, fixes on both sides of this one. */
  async function publishThrough(happen: () => Promise<void>): Promise<string[]> {
    const { publishAll } = pipeline.publisher
    const webhookUrl = receiver.url
    const rides = Array.from({ length: RIDES_EACH }, () => aRide({ webhookUrl }))
    const still = thorough ? [aStandstill({ webhookUrl })] : []
    const promise = aPromise(webhookUrl)
    const beginnings = [...rides, ...still].flatMap(({ beginning }) => beginning)
    await publishAll(deliveryEvents, [...beginnings, promise])
    await areCarried([...rides, ...still])
    const [firstHalf, all] = [0.5, 1].map((share) =>
      rides.flatMap(({ fixes }) => fixes.slice(0, share * fixes.length)),
    )
    await publishAll(deliveryLocation, [...(firstHalf ?? []), ...still.map(({ fix }) => fix)])
    await happen()
    await publishAll(deliveryLocation, all ?? [])
    await publishAll(
      deliveryEvents,
      rides.map(({ end }) => end),
    )
    return [
      ...rides.flatMap(toldOf),
      ...still.flatMap(({ deliveryId }) => standstillKinds.map((kind) => `${deliveryId}_${kind}_1`)),
      `${promise.delivery.deliveryId}_late_1`,
    ]
  }

  /**
   * Their fixes claim to be from before, by ingest's clock. Had they been, their pickups would have been read long ago; read
   * before them, they would tell nothing.
   */
  async function areCarried(deliveries: readonly { readonly deliveryId: string }[]): Promise<void> {
    const ids = deliveries.map(({ deliveryId }) => `${deliveryId}_picked-up_1`)
    await until(async () => {
      const known = new Set(await decided(pipeline))
      return ids.every((id) => known.has(id))
    }, PATIENCE)
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
