import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, type SnapshotMessage } from '@doorstep/contracts'
import { type Publisher, partitionFor } from '@doorstep/kafka'
import { type Stack, startStack } from '@doorstep/stack'
import { aTopicPrefix, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedOnItsWay } from './a-delivery-watched.ts'
import { aProcess, type LiveProcess } from './a-process.ts'
import { aPublisher } from './a-publisher.ts'
import { overEvents, overWebSocket, type Viewer } from './a-viewer.ts'

/** Promised, of whatever was away (issue 5). */
const LIVE_AGAIN_WITHIN_MS = 3_000

const KILLS = Number(process.env.RECOVERY_KILLS ?? 2)
/** By default longer than a session, and than what a request may take. */
const PAUSES_MS = (process.env.RECOVERY_PAUSES_MS ?? '5000').split(',').map(Number)
const timeout = 30_000 + KILLS * 15_000
const REPORT_EVERY_MS = 100
/** Of one process, whatever waits for Kafka: a few collections' worth of garbage. */
const MAX_GROWTH_BYTES = 32 * 2 ** 20

const topicPrefix = aTopicPrefix()
let stack: Stack
let publisher: Publisher
let survivor: LiveProcess

beforeAll(async () => {
  // A given broker may refuse a short session, too.
  stack = await startStack({ ownKafka: true, postgres: false, env: process.env })
  publisher = await aPublisher(topicPrefix, stack.kafkaBrokers)
  survivor = await anotherProcess()
})
afterAll(async () => {
  await survivor?.kill()
  await publisher?.stop()
  await stack?.stop()
})

async function anotherProcess(): Promise<LiveProcess> {
  const { kafkaBrokers, redisUrl } = stack
  return aProcess({ topicPrefix, kafkaBrokers, redisUrl })
}

interface Ride {
  readonly delivery: ReturnType<typeof aDeliveryUnderWay>
  readonly page: Viewer
}

/** A ride on each partition, each watched through the process that survives, and reporting until the test is over. */
async function aRideOnEachPartition(): Promise<Ride[]> {
  const rides = await Promise.all(
    Array.from({ length: deliveryLocation.partitions }, async (_, partition) => {
      const delivery = aDeliveryUnderWay(publisher, aRiderOn(partition))
      const page = await watchedOnItsWay(delivery, (token) => overWebSocket(survivor.stream(token)))
      onTestFinished(page.close)
      return { delivery, page }
    }),
  )
  const reports = setInterval(() => {
    for (const { delivery } of rides) delivery.at().catch(() => {})
  }, REPORT_EVERY_MS)
  onTestFinished(() => clearInterval(reports))
  return rides
}

function aRiderOn(partition: number): string {
  for (;;) {
    const riderId = crypto.randomUUID()
    if (partitionFor(riderId, deliveryLocation.partitions) === partition) return riderId
  }
}

const lastShown = ({ positions }: Viewer): number => positions().at(-1)?.recordedAt ?? 0

/** How long after a moment it took until each page was shown where its rider was after it. */
async function liveAgain(pages: readonly Viewer[], since: number): Promise<number> {
  await until(() => pages.every((page) => lastShown(page) > since))
  return Date.now() - since
}

const timesShown = ({ positions }: Viewer): number[] => positions().map(({ recordedAt }) => recordedAt)

const isStrictlyRising = (times: readonly number[]): boolean =>
  times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0))

const isTold = ({ messages }: Viewer): boolean => messages.some(({ type }) => type === 'notification')

/** How old a position is by the word of `live` itself. */
async function ageShown(token: string): Promise<number> {
  const answer = await fetch(`${survivor.url}/v1/track/${token}`)
  const { ageMs = 0 } = (await answer.json()) as SnapshotMessage
  return ageMs
}

it('a process is killed: another has taken over its riders within 3 s', { timeout }, async ({ annotate }) => {
  const pages = (await aRideOnEachPartition()).map(({ page }) => page)
  const tookMs: number[] = []
  for (let kills = 0; kills < KILLS; kills++) {
    const victim = await anotherProcess()
    onTestFinished(victim.kill)
    await liveAgain(pages, Date.now())
    const killed = victim.kill()
    tookMs.push(await liveAgain(pages, Date.now()))
    await killed
  }
  tookMs.sort((a, b) => a - b)
  const median = tookMs[Math.floor(KILLS / 2)]
  await annotate(
    `${KILLS} kills, until all are shown a new position: median ${median} ms, max ${tookMs.at(-1)} ms`,
  )
  expect(tookMs.at(-1)).toBeLessThan(LIVE_AGAIN_WITHIN_MS)
})

it('a process that was only held up is taken for dead: nobody is shown anything twice, or old', async () => {
  const stalled = await anotherProcess()
  onTestFinished(stalled.kill)
  const rides = await aRideOnEachPartition()
  const here = rides.map(({ page }) => page)
  const there = rides.map(({ delivery }) => overWebSocket(stalled.stream(delivery.token)))
  onTestFinished(() => there.forEach((page) => void page.close()))
  await liveAgain(there, Date.now())

  stalled.pause()
  await liveAgain(here, Date.now())
  stalled.resume()
  await liveAgain([...here, ...there], Date.now())

  for (const page of [...here, ...there]) expect(timesShown(page)).toSatisfy(isStrictlyRising)
})

it.each(PAUSES_MS)(
  'Kafka pauses for %i ms: sockets stay, age is told, all are live again within 3 s',
  async (pauseMs) => {
    const rides = await aRideOnEachPartition()
    const events = rides.map(({ delivery }) => overEvents(survivor.events(delivery.token)))
    onTestFinished(() => events.forEach((page) => void page.close()))
    const pages = [...rides.map(({ page }) => page), ...events]
    const closed: unknown[] = []
    for (const page of pages) void page.closed.then((reason) => closed.push(reason))
    await liveAgain(pages, Date.now())
    const residentBytes = await survivor.residentBytes()

    await stack.brokers[0]?.pause()
    const pausedAt = Date.now()
    await delay(pauseMs)
    const shownMeanwhile = pages.filter((page) => lastShown(page) > pausedAt)
    const agesMs = await Promise.all(rides.map(({ delivery }) => ageShown(delivery.token)))
    await stack.brokers[0]?.resume()
    const resumedAt = Date.now()
    await Promise.all(rides.map(({ delivery }) => delivery.notified('arrived', resumedAt)))
    await liveAgain(pages, resumedAt)
    await until(() => pages.every(isTold))
    expect(Date.now() - resumedAt).toBeLessThan(LIVE_AGAIN_WITHIN_MS)

    expect(shownMeanwhile).toEqual([])
    expect(Math.min(...agesMs)).toBeGreaterThanOrEqual(pauseMs)
    expect(closed).toEqual([])
    expect((await survivor.residentBytes()) - residentBytes).toBeLessThan(MAX_GROWTH_BYTES)
  },
)
