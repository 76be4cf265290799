import type { OperationsSnapshot } from '@doorstep/contracts'
import { aTopicPrefix, until } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { aDeliveryUnderWay, cursorOf, statusReached } from './a-delivery-under-way.ts'
import { watchedOnItsWay, watchedSincePickup } from './a-delivery-watched.ts'
import { publisherForAll } from './a-publisher.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { API_KEY, liveForAll } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const live = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)
const overSocket = (token: string) => overWebSocket(live.stream(token))

describe.each([
  ['a WebSocket', overSocket],
  ['a stream of events', (token: string) => overEvents(live.events(token))],
])('over %s', (_transport, watch) => {
  it('a delivery is told from its creation to its end, and the connection closes', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    await delivery.created()
    const page = watch(delivery.token)
    expect(await page.next('snapshot')).toMatchObject({ delivery: { status: 'created' }, trail: [] })

    await delivery.pickedUp()
    await statusReached(page, 'picked-up')
    const where = await delivery.at(Date.now(), { lat: 60.168, lon: 24.943 })
    expect(await page.next('position')).toMatchObject({ cursor: cursorOf(where), lat: 60.168, lon: 24.943 })

    await delivery.notified('approaching', 1_234)
    expect(await page.next('notification')).toEqual({
      type: 'notification',
      kind: 'approaching',
      at: 1_234,
      cursor: cursorOf(where),
    })

    await delivery.delivered()
    expect(await page.next('ended')).toMatchObject({ delivery: { status: 'delivered' } })
    expect([1000, 'end']).toContain(await page.closed)
  })

  it('who joins late is shown the newest position, the trail behind it and the route ahead', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    const early = await watchedSincePickup(delivery, watch)
    const times = [3, 2, 1].map((seconds) => Date.now() - seconds * 1_000)
    for (const time of times) {
      await delivery.at(time)
      await early.next('position')
    }

    const snapshot = await watch(delivery.token).next('snapshot')
    expect(snapshot.position?.recordedAt).toBe(times[2])
    expect(snapshot.trail.map(({ recordedAt }) => recordedAt)).toEqual(times.slice(0, 2))
    expect(snapshot.route?.points).toHaveLength(2)
    expect(snapshot.cursor).toBe(early.positions().at(-1)?.cursor)
    expect(snapshot.eta?.latestMs).toBeGreaterThan(0)
  })
})

describe('privacy', () => {
  it('shows no position recorded before the pickup, though the rider already reports', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    await delivery.created()
    await delivery.pickedUp(delivery.startedAt)
    const page = overSocket(delivery.token)
    await statusReached(page, 'picked-up')
    await delivery.at(delivery.startedAt - 1)
    const seen = await delivery.at(delivery.startedAt)
    expect((await page.next('position')).cursor).toBe(cursorOf(seen))
    expect(page.positions()).toHaveLength(1)
  })

  it('shows no position to a customer whose delivery is not on its way, whatever Redis brings', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    const bystander = aDeliveryUnderWay(publisher)
    await Promise.all([delivery.created(), bystander.created(), bystander.pickedUp()])
    await delivery.carriedUnannounced()
    const page = overSocket(delivery.token)
    const other = overSocket(bystander.token)
    await Promise.all([page.next('snapshot'), statusReached(other, 'picked-up')])

    // Both fixes go through the projector; by the time the second is shown, the first would have been.
    await delivery.at()
    await bystander.at()
    await other.next('position')
    await delivery.notified('approaching')
    await page.next('notification')
    expect(page.positions()).toEqual([])
  })

  it('shows a part of the city while another stop comes first, and where the rider is once it is done', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    const page = await watchedOnItsWay(delivery, overSocket)
    await delivery.anotherStopFirst()
    await until(async () => {
      await delivery.at()
      return page.positions().at(-1)?.precision === 'cell'
    })

    const done = Date.now() + 1_000
    const snapshot = await overEvents(live.events(delivery.token)).next('snapshot')
    expect(snapshot).toMatchObject({ position: { precision: 'cell' }, trail: [] })
    expect(snapshot).not.toHaveProperty('eta')

    await delivery.otherStopDone(done)
    await delivery.at(done - 1)
    await until(() => page.positions().at(-1)?.recordedAt === done - 1)
    expect(page.positions().at(-1)?.precision).toBe('cell')
    await until(async () => {
      await delivery.at(Math.max(done, Date.now()))
      return page.positions().at(-1)?.precision === undefined
    })
  })

  it('shows no position once the delivery is over, while its rider still seems to carry it', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    const page = await watchedSincePickup(delivery, overSocket)
    await delivery.at()
    await page.next('position')
    await delivery.deliveredUnnoticed()
    expect(await page.closed).toBe(1000)

    await delivery.at()
    const late = overSocket(delivery.token)
    const snapshot = await late.next('snapshot')
    expect(snapshot).toMatchObject({ delivery: { status: 'delivered' }, trail: [] })
    expect(snapshot).not.toHaveProperty('position')
    expect(snapshot).not.toHaveProperty('route')
    expect(await late.closed).toBe(1000)
  })

  it('opens nothing with a token nobody signed', async () => {
    expect(await overSocket('tt_d-1_AAAAAAAAAAAAAAAAAAAAAA').closed).toBe(4001)
    expect(await overEvents(live.events('tt_d-1_AAAAAAAAAAAAAAAAAAAAAA')).closed).toBe(404)
  })

  it('opens nothing for a page of another site', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    await delivery.created()
    const page = overWebSocket(live.stream(delivery.token), { origin: 'https://evil.example' })
    expect(await page.closed).toBe(1006)
    expect(page.messages).toEqual([])
  })
})

it('opens a link that is faster than the event behind it', async () => {
  const delivery = aDeliveryUnderWay(publisher)
  const page = overSocket(delivery.token)
  await delivery.created()
  expect((await page.next('snapshot')).delivery.deliveryId).toBe(delivery.deliveryId)
})

it('never shows a fix older than the newest shown', async () => {
  const delivery = aDeliveryUnderWay(publisher)
  const page = await watchedSincePickup(delivery, overSocket)
  const time = Date.now()
  for (const recordedAt of [time, time - 500, time, time + 500]) await delivery.at(recordedAt)
  await page.next('position')
  await page.next('position')
  expect(page.positions().map(({ recordedAt }) => recordedAt)).toEqual([time, time + 500])
})

describe('resuming', () => {
  it.each([
    ['a WebSocket', (token: string, cursor: string) => overWebSocket(live.stream(token, cursor))],
    ['a stream of events', (token: string, cursor: string) => overEvents(live.events(token), cursor)],
  ])('over %s goes on after the cursor: no gap, no repeat', async (_transport, resume) => {
    const delivery = aDeliveryUnderWay(publisher)
    const witness = await watchedSincePickup(delivery, overSocket)
    for (let seconds = 5; seconds > 0; seconds--) {
      await delivery.at(Date.now() - seconds * 1_000)
      await witness.next('position')
    }
    await delivery.notified('approaching')
    await witness.next('notification')

    const [, second, ...rest] = witness.positions()
    const page = resume(delivery.token, second?.cursor ?? '')
    for (const position of rest) expect(await page.next('position')).toEqual(position)
    expect(page.messages.map(({ type }) => type)).toEqual([
      'status',
      'notification',
      'position',
      'position',
      'position',
    ])
  })

  it('after a cursor nobody knows any more begins anew', async () => {
    const delivery = aDeliveryUnderWay(publisher)
    await delivery.created()
    const page = overWebSocket(live.stream(delivery.token, '3:14'))
    await page.next('snapshot')
    expect(page.messages.map(({ type }) => type)).toEqual(['reset', 'snapshot'])
  })
})

it('counts who looks on, also for operators, what they were sent, and how long a fix took', async () => {
  const delivery = aDeliveryUnderWay(publisher)
  const page = await watchedOnItsWay(delivery, overSocket)

  const metrics = async () => await (await fetch(`${live.url}/metrics`)).text()
  const whileLooking = await metrics()
  expect(whileLooking).toMatch(/doorstep_live_connections\{transport="websocket",service="live"\} [1-9]/)
  expect(whileLooking).toMatch(/doorstep_live_frames_total\{type="position",service="live"\} [1-9]/)
  expect(whileLooking).toMatch(/doorstep_fix_end_to_end_duration_seconds_count\{service="live"\} [1-9]/)

  const headers = { authorization: `Bearer ${API_KEY}` }
  const answer = await fetch(`${live.url}/v1/operations/riders`, { headers })
  const { customers }: OperationsSnapshot = JSON.parse(await answer.text())
  expect(customers?.connections).toBeGreaterThan(0)

  await delivery.delivered()
  await page.next('ended')
  await page.closed
  expect(await metrics()).toMatch(/doorstep_live_closed_total\{reason="ended",service="live"\} [1-9]/)
})
