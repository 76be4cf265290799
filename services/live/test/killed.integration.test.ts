import type { PositionMessage } from '@doorstep/contracts'
import { aTopicPrefix, until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedOnItsWay } from './a-delivery-watched.ts'
import { aProcess } from './a-process.ts'
import { aPublisher } from './a-publisher.ts'
import { overEvents, overWebSocket, type Viewer } from './a-viewer.ts'
import { startLive } from './live-under-test.ts'

/** Where brokers refuse a short session, a process that is killed is missed after 6 s. How soon it is: `recovery.alone.test.ts`. */
const TAKEN_OVER_WITHIN_MS = 12_000

/** So seldom that nothing is left out for those who are sent to at a pace. */
const REPORT_EVERY_MS = 1_000

/** What a page has been shown, over all of its connections. */
function shownOver(connections: readonly Viewer[]): PositionMessage[] {
  return connections.flatMap(({ messages }) =>
    messages.flatMap((message) => (message.type === 'position' ? [message] : [])),
  )
}

it('when a process is killed, its customers resume at another: no gap, no repeat, never back, and live again', async () => {
  const topicPrefix = aTopicPrefix()
  const killed = await aProcess({ topicPrefix })
  const other = await startLive({ topicPrefix })
  const publisher = await aPublisher(topicPrefix)
  // On several partitions, so that each process owns some of them.
  const deliveries = Array.from({ length: 4 }, () => aDeliveryUnderWay(publisher))
  const witnesses = await Promise.all(
    deliveries.map((delivery) => watchedOnItsWay(delivery, (token) => overWebSocket(other.stream(token)))),
  )
  const pages = deliveries.map((delivery, n) => {
    const open =
      n % 2 === 0 ? overWebSocket(killed.stream(delivery.token)) : overEvents(killed.events(delivery.token))
    return [open]
  })
  let reportedAt = 0
  const reports = setInterval(() => {
    reportedAt = Date.now()
    for (const delivery of deliveries) void delivery.at(reportedAt)
  }, REPORT_EVERY_MS)
  await until(() => pages.every((connections) => shownOver(connections).length > 2))

  await killed.kill()
  const killedAt = Date.now()
  for (const [n, connections] of pages.entries()) {
    const token = deliveries[n]?.token ?? ''
    const cursor = shownOver(connections).at(-1)?.cursor
    connections.push(
      n % 2 === 0 ? overWebSocket(other.stream(token, cursor)) : overEvents(other.events(token), cursor),
    )
  }
  await until(() => pages.every((page) => (shownOver(page).at(-1)?.recordedAt ?? 0) > killedAt), {
    timeoutMs: TAKEN_OVER_WITHIN_MS,
  })
  clearInterval(reports)
  await until(() => pages.every((page) => shownOver(page).at(-1)?.recordedAt === reportedAt))

  for (const [n, page] of pages.entries()) {
    const times = shownOver(page).map(({ recordedAt }) => recordedAt)
    const [first = 0] = times
    const witness = witnesses[n] as Viewer
    await until(() => witness.positions().at(-1)?.recordedAt === reportedAt)
    expect(times).toEqual(
      witness
        .positions()
        .map(({ recordedAt }) => recordedAt)
        .filter((time) => time >= first),
    )
    expect(page[1]?.messages[0]?.type).toBe('status')
  }
  for (const viewer of [...pages.flat(), ...witnesses]) viewer.close()
  await publisher.stop()
  await other.stop()
})
