import { aTopicPrefix, until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { aDeliveryUnderWay, statusReached } from './a-delivery-under-way.ts'
import { publisherForAll } from './a-publisher.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { liveForAll, startLive } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const one = liveForAll({ topicPrefix })
const other = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)

/** Riders on many partitions, so that both processes own some of them. */
async function someDeliveries(count: number) {
  const deliveries = Array.from({ length: count }, () => aDeliveryUnderWay(publisher))
  await Promise.all(
    deliveries.map(async (delivery) => {
      await delivery.created()
      await delivery.pickedUp()
    }),
  )
  return deliveries
}

it('a customer at either process sees their rider, whichever process owns the partition', async () => {
  for (const delivery of await someDeliveries(12)) {
    const pages = [overWebSocket(one.stream(delivery.token)), overWebSocket(other.stream(delivery.token))]
    await Promise.all(pages.map((page) => statusReached(page, 'picked-up')))
    await delivery.at()
    const [here, there] = await Promise.all(pages.map((page) => page.next('position')))
    expect(here).toEqual(there)
    for (const page of pages) page.close()
  }
})

it('a customer sent away by one process resumes at the other: no gap, no repeat, never back', async () => {
  const leaving = await startLive({ topicPrefix })
  const [delivery] = await someDeliveries(1)
  if (delivery === undefined) throw new Error('one was asked for')
  const page = overWebSocket(leaving.stream(delivery.token))
  const events = overEvents(leaving.events(delivery.token))
  await Promise.all([page, events].map((viewer) => statusReached(viewer, 'picked-up')))
  const sent: number[] = []
  const report = async () => {
    sent.push(Date.now())
    await delivery.at(sent.at(-1))
  }
  await report()
  await Promise.all([page.next('position'), events.next('position')])

  const stopped = leaving.stop()
  expect(await page.closed).toBe(1001)
  expect(await events.closed).toBe('end')
  await stopped
  await report()
  await report()

  const resumed = overWebSocket(other.stream(delivery.token, page.positions().at(-1)?.cursor))
  await until(() => resumed.positions().at(-1)?.recordedAt === sent.at(-1))
  const seen = [...page.positions(), ...resumed.positions()].map(({ recordedAt }) => recordedAt)
  expect(seen).toEqual([...seen].sort())
  expect(new Set(seen).size).toBe(seen.length)
  expect(resumed.messages[0]?.type).toBe('status')
})
