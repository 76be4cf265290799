import { setTimeout as delay } from 'node:timers/promises'
import { aTopicPrefix, until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedSincePickup } from './a-delivery-watched.ts'
import { publisherForAll } from './a-publisher.ts'
import { overWebSocket } from './a-viewer.ts'
import { liveForAll } from './live-under-test.ts'

const RIDERS = 50
const FIXES_A_SECOND = 200
const SECONDS = 5

const topicPrefix = aTopicPrefix()
const live = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)

it(`is short at ${FIXES_A_SECOND} fixes/s, and ends with everybody where they are`, async ({ annotate }) => {
  const rides = await Promise.all(Array.from({ length: RIDERS }, aRideWatched))
  const startedAt = performance.now()
  const sent: Promise<unknown>[] = []
  for (let i = 0; i < FIXES_A_SECOND * SECONDS; i++) {
    const due = startedAt + (i * 1_000) / FIXES_A_SECOND
    if (due > performance.now()) await delay(due - performance.now())
    const report = rides[i % RIDERS]?.report()
    if (report !== undefined) sent.push(report)
  }
  await Promise.all(sent)
  await until(() => rides.every((ride) => ride.isUpToDate()))
  for (const ride of rides) ride.close()

  // Of what waited together only the newest is shown, so there may be fewer frames than fixes.
  const delays = rides.flatMap((ride) => ride.delays).sort((a, b) => a - b)
  const [median, p95, p99] = [0.5, 0.95, 0.99].map((share) => delays[Math.ceil(share * delays.length) - 1])
  await annotate(
    `phone to frame, ${delays.length} of ${sent.length} fixes: median ${median} ms, p95 ${p95} ms, p99 ${p99} ms`,
  )
  expect(median).toBeLessThan(1_000)
})

/** A rider on the way, and a page that looks on. */
async function aRideWatched() {
  const delivery = aDeliveryUnderWay(publisher)
  const page = await watchedSincePickup(delivery, (token) => overWebSocket(live.stream(token)))
  const delays: number[] = []
  let newest = 0
  page.onPosition(({ recordedAt }) => delays.push(Date.now() - recordedAt))
  return {
    delays,
    report() {
      newest = Date.now()
      return delivery.at(newest)
    },
    isUpToDate: () => page.positions().at(-1)?.recordedAt === newest,
    close: page.close,
  }
}
