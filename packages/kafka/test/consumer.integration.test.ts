import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, deliveryNotifications, type LocationFix } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { audit, until } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import {
  createConsumer,
  groupProgress,
  type Handler,
  type KafkaCluster,
  type Publisher,
  subscription,
  topicsReady,
} from '../src/index.ts'
import { aLocationTopic, clusterOf, nthFix, riderOn, running, wholeTopic } from './harness.ts'

const [riderA, riderB] = [riderOn(0), riderOn(1)]

const consumerOf = (kafka: KafkaCluster, publisher: Publisher, handler: Handler<LocationFix>) =>
  createConsumer(kafka, { groupId: 'g', publisher, subscriptions: [subscription(deliveryLocation, handler)] })

describe('a consumer', () => {
  it('hands each of its topics to its own handler', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await topicsReady(kafka, [deliveryNotifications]).start()
    const seen: string[] = []
    await running(
      createConsumer(kafka, {
        groupId: 'g',
        publisher,
        subscriptions: [
          subscription(deliveryLocation, async (batch) => {
            seen.push(...batch.map(({ event }) => `fix of ${event.riderId}`))
          }),
          subscription(deliveryNotifications, async (batch) => {
            seen.push(...batch.map(({ event }) => `${event.kind} of ${event.deliveryId}`))
          }),
        ],
      }),
    )
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await publisher.publish(deliveryNotifications, {
      notificationId: 'n-1',
      deliveryId: 'd-1',
      kind: 'approaching',
      occurrence: 1,
      at: 1,
    })
    await until(() => seen.length === 2)
    expect(seen.sort()).toEqual(['approaching of d-1', `fix of ${riderA}`])
  })

  it('that is to be missed sooner than the brokers allow joins all the same', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const handled = Promise.withResolvers<void>()
    const handler = subscription(deliveryLocation, async () => handled.resolve())
    const options = { groupId: 'g', publisher, subscriptions: [handler], missedAfterMs: 100 }
    const consumer = await running(createConsumer(kafka, options))
    expect(await consumer.waitingFor()).toBeUndefined()
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await handled.promise
  })
})

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('a consumer to whom old records are of no use', () => {
  /** As they were written so long ago; what was produced together is fetched together. */
  async function writtenAgo(kafka: KafkaCluster, ms: number, values: readonly string[]): Promise<void> {
    const producer = kafka.client.producer()
    await producer.connect()
    const timestamp = String(Date.now() - ms)
    const messages = values.map((value) => ({ key: riderA, value, timestamp, partition: 0 }))
    await producer.send({ topic: kafka.prefixed(deliveryLocation.name), messages })
    await producer.disconnect()
  }
  const fixes = (...times: number[]) => times.map((n) => JSON.stringify(nthFix(riderA, n)))

  it('passes over them, unread, and goes on where the others begin', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await writtenAgo(kafka, 3_600_000, ['no fix at all', ...fixes(1, 2)])
    await writtenAgo(kafka, 3_500_000, fixes(3))
    await writtenAgo(kafka, 60_000, fixes(4))
    const seen: number[] = []
    const handler = subscription(deliveryLocation, async (batch) => {
      seen.push(...batch.map(({ event }) => event.recordedAt))
    })
    const options = { groupId: 'g', publisher, subscriptions: [handler], sinceMs: 120_000, fetchBytes: 1 }
    await running(createConsumer(kafka, options))
    await publisher.publish(deliveryLocation, nthFix(riderA, 5))
    await until(() => seen.includes(5))
    expect(seen).toEqual([4, 5])
    await until(async () => (await groupProgress(kafka, 'g', deliveryLocation).committed()).get(0) === 6n)
  })

  it('handles the last ones all the same: its clock may be wrong', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await writtenAgo(kafka, 3_600_000, fixes(1))
    await writtenAgo(kafka, 3_500_000, fixes(2))
    const handled = Promise.withResolvers<readonly number[]>()
    const handler = subscription(deliveryLocation, async (batch) =>
      handled.resolve(batch.map(({ event }) => event.recordedAt)),
    )
    const options = { groupId: 'g', publisher, subscriptions: [handler], sinceMs: 120_000 }
    await running(createConsumer(kafka, options))
    expect(await handled.promise).toEqual([1, 2])
  })

  it('handles those behind which a clock was ahead', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await writtenAgo(kafka, 0, fixes(1))
    await writtenAgo(kafka, 3_600_000, fixes(2))
    await writtenAgo(kafka, 3_600_000, fixes(3))
    const seen: number[] = []
    const handler = subscription(deliveryLocation, async (batch) => {
      seen.push(...batch.map(({ event }) => event.recordedAt))
    })
    const options = { groupId: 'g', publisher, subscriptions: [handler], sinceMs: 120_000, fetchBytes: 1 }
    await running(createConsumer(kafka, options))
    await until(() => seen.length === 3)
  })
})

describe('a handler that fails', () => {
  it('sees the same records again, and then those after them', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const seen: number[] = []
    let failures = 2
    await running(
      consumerOf(kafka, publisher, async (batch) => {
        seen.push(...batch.map(({ event }) => event.recordedAt))
        if (failures-- > 0) throw new Error('deadlock detected')
      }),
    )
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await until(() => failures < 0)
    await publisher.publish(deliveryLocation, nthFix(riderA, 2))
    await until(() => seen.at(-1) === 2)
    expect(seen).toEqual([1, 1, 1, 2])
  })

  it('for want of its sink holds up its own partition only, for as long as it lasts', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const handled: string[] = []
    let away = true
    await running(
      consumerOf(kafka, publisher, async (batch, { partition }) => {
        if (partition === 0 && away) throw new UnavailableError('Postgres is away')
        handled.push(...batch.map(({ event }) => `${partition}:${event.recordedAt}`))
      }),
    )
    for (const n of numbers(5)) {
      await publisher.publish(deliveryLocation, nthFix(riderA, n))
      await publisher.publish(deliveryLocation, nthFix(riderB, n))
      await until(() => handled.includes(`1:${n}`), { timeoutMs: 3_000 })
      await delay(300)
    }
    expect(handled).toEqual(['1:0', '1:1', '1:2', '1:3', '1:4'])

    away = false
    await until(() => handled.length === 10)
    expect(handled.slice(5)).toEqual(['0:0', '0:1', '0:2', '0:3', '0:4'])
  })

  it('to answer at all holds up its own partition only', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const handled: string[] = []
    const release = Promise.withResolvers<void>()
    await running(
      consumerOf(kafka, publisher, async (batch, { partition }) => {
        if (partition === 0) await release.promise
        handled.push(...batch.map(({ event }) => `${partition}:${event.recordedAt}`))
      }),
    )
    await publisher.publish(deliveryLocation, nthFix(riderA, 0))
    await delay(1_000)
    await publisher.publish(deliveryLocation, nthFix(riderB, 0))
    await until(() => handled.length === 1, { timeoutMs: 2_000 })
    release.resolve()
    await until(() => handled.length === 2)
    expect(handled).toEqual(['1:0', '0:0'])
  })
})

describe('dead letters', () => {
  it('take a malformed message as it was, with what is wrong; the partition goes on', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const handled: number[] = []
    await running(
      consumerOf(kafka, publisher, async (batch) => {
        handled.push(...batch.map(({ event }) => event.recordedAt))
      }),
    )
    await publisher.publishRecord({
      topic: kafka.prefixed('delivery-location'),
      partition: 0,
      key: riderA,
      value: Buffer.from('not a fix'),
      headers: { traceparent: 'kept' },
    })
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await until(() => handled.length === 1)

    const [letter] = await wholeTopic(kafka, 'delivery-location.g.dlt')
    expect({ key: `${letter?.key}`, value: `${letter?.value}`, partition: letter?.partition }).toEqual({
      key: riderA,
      value: 'not a fix',
      partition: 0,
    })
    const headers = Object.entries(letter?.headers ?? {}).map(([name, value]) => [name, `${value}`])
    expect(Object.fromEntries(headers)).toMatchObject({
      traceparent: 'kept',
      dlt_code: 'MESSAGE_MALFORMED',
      dlt_reason: 'location-fix.v1: not JSON',
      dlt_tries: '1',
      dlt_topic: 'delivery-location',
      dlt_partition: '0',
      dlt_offset: '0',
      dlt_group: 'g',
    })
  })

  it('take the one poison record of a batch; the others are handled', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const handled = new Set<number>()
    await publisher.publishAll(
      deliveryLocation,
      numbers(20).map((n) => nthFix(riderA, n)),
    )
    await running(
      consumerOf(kafka, publisher, async (batch) => {
        if (batch.some(({ event }) => event.recordedAt === 7)) throw new Error('division by zero')
        for (const { event } of batch) handled.add(event.recordedAt)
      }),
    )
    await until(() => handled.size === 19)
    const letters = await until(async () => {
      const found = await wholeTopic(kafka, 'delivery-location.g.dlt')
      return found.length > 0 ? found : undefined
    })
    expect(letters.map(({ headers }) => [`${headers?.dlt_offset}`, `${headers?.dlt_tries}`])).toEqual([
      ['7', '5'],
    ])
  })
})

describe('a consumer that stops', () => {
  it('finishes and commits what is in hand: the next one goes on exactly there', async () => {
    const { prefix, kafka, publisher } = await aLocationTopic()
    const handled: string[] = []
    const begun = Promise.withResolvers<void>()
    const slow: Handler<LocationFix> = async (batch) => {
      begun.resolve()
      await delay(800)
      handled.push(...batch.map(({ event }) => `first ${event.recordedAt}`))
    }
    const first = consumerOf(kafka, publisher, slow)
    await first.start()
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await begun.promise
    await first.stop()

    await publisher.publish(deliveryLocation, nthFix(riderA, 2))
    await running(
      consumerOf(clusterOf(prefix), publisher, async (batch) => {
        handled.push(...batch.map(({ event }) => `second ${event.recordedAt}`))
      }),
    )
    await until(() => handled.length >= 2)
    expect(handled).toEqual(['first 1', 'second 2'])
  })

  it('does so within seconds even while its sink is away, and loses nothing', async () => {
    const { prefix, kafka, publisher } = await aLocationTopic()
    const tried = Promise.withResolvers<void>()
    const first = consumerOf(kafka, publisher, async () => {
      tried.resolve()
      throw new UnavailableError('Postgres is away')
    })
    await first.start()
    await publisher.publish(deliveryLocation, nthFix(riderA, 1))
    await tried.promise
    const stoppingAt = performance.now()
    await first.stop()
    expect(performance.now() - stoppingAt).toBeLessThan(3_000)

    const handled: number[] = []
    await running(
      consumerOf(clusterOf(prefix), publisher, async (batch) => {
        handled.push(...batch.map(({ event }) => event.recordedAt))
      }),
    )
    await until(() => handled.length === 1)
  })
})

describe('a rebalance', () => {
  it('loses nothing and turns nothing around while a member joins and leaves under load', async () => {
    const { prefix, kafka, publisher } = await aLocationTopic()
    const riders = numbers(8).map((n) => `rider-${n}`)
    const log: { key: string; sequence: number }[] = []
    const share = { first: 0, second: 0 }
    const recording =
      (member: keyof typeof share): Handler<LocationFix> =>
      async (batch) => {
        await delay(2)
        share[member] += batch.length
        log.push(...batch.map(({ event }) => ({ key: event.riderId, sequence: event.recordedAt })))
      }
    await running(consumerOf(kafka, publisher, recording('first')))

    const acknowledged: { key: string; sequence: number }[] = []
    let publishing = true
    const load = riders.map(async (key) => {
      for (let sequence = 0; publishing; sequence++) {
        await publisher.publish(deliveryLocation, nthFix(key, sequence))
        acknowledged.push({ key, sequence })
        await delay(4)
      }
    })
    const second = consumerOf(clusterOf(prefix), publisher, recording('second'))
    await second.start()
    await until(() => share.second > 100)
    await second.stop()
    const [before, ofSecond] = [share.first, share.second]
    await until(() => share.first > before + 100)
    publishing = false
    await Promise.all(load)

    await until(() => audit(acknowledged, log).missing.length === 0)
    expect(audit(acknowledged, log).inversions).toEqual([])
    expect(share.second).toBe(ofSecond)
  })
})
