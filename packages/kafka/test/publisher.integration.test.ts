import { defineTopic, deliveryLocation } from '@doorstep/contracts'
import { aTopicPrefix, silentLog } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import {
  connectKafka,
  createPublisher,
  type OutgoingRecord,
  partitionFor,
  topicsReady,
} from '../src/index.ts'
import { aLocationTopic, clusterOf, nthFix, patient, riderOn, running, wholeTopic } from './harness.ts'

describe('a publisher', () => {
  it('answers with the place where the record is read', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const fixes = Array.from({ length: 40 }, (_, n) => nthFix(`r-${n % 7}`, n))
    const positions = await Promise.all(fixes.map((fix) => publisher.publish(deliveryLocation, fix)))

    const log = await wholeTopic(kafka, deliveryLocation.name)
    for (const [n, { partition, offset }] of positions.entries()) {
      const message = log.find(
        (candidate) => candidate.partition === partition && candidate.offset === offset,
      )
      expect(JSON.parse(`${message?.value}`)).toEqual(fixes[n])
      expect(partition).toBe(partitionFor(`${message?.key}`, deliveryLocation.partitions))
    }
  })

  it('writes what is published together, each key in order, and more of it than fits into a batch', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const fixes = Array.from({ length: 9_000 }, (_, n) => nthFix(n < 6_000 ? 'r-1' : `r-${n % 7}`, n))
    await publisher.publishAll(deliveryLocation, fixes)

    const log = await wholeTopic(kafka, deliveryLocation.name)
    const written = Object.groupBy(log, ({ key }) => `${key}`)
    for (const [riderId, messages = []] of Object.entries(written))
      expect(messages.map(({ value }) => JSON.parse(`${value}`))).toEqual(
        fixes.filter((fix) => fix.riderId === riderId),
      )
    expect(log).toHaveLength(fixes.length)
    expect(log[0]?.headers).toMatchObject({ ce_type: Buffer.from(deliveryLocation.eventType) })
  })

  it('rejects what the schema does not allow, and writes nothing of it', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await expect(publisher.publish(deliveryLocation, { ...nthFix('r-1', 1), lat: 91 })).rejects.toMatchObject(
      { code: 'MESSAGE_MALFORMED' },
    )
    expect(await wholeTopic(kafka, deliveryLocation.name)).toEqual([])
  })

  it('rejects a record too large for the brokers alone, and at once', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const record = (bytes: number): OutgoingRecord => ({
      topic: kafka.prefixed(deliveryLocation.name),
      partition: 0,
      key: null,
      value: Buffer.alloc(bytes, 'x'),
      headers: {},
    })
    const refused = publisher.publishRecord(record(2 * 1024 * 1024))
    const others = [record(10), record(700_000), record(20)].map(publisher.publishRecord)
    await expect(refused).rejects.toMatchObject({ code: 'RECORD_REFUSED', retryable: false })
    expect((await Promise.all(others)).map(({ offset }) => offset)).toEqual(['0', '1', '2'])
  })

  it('rejects what goes to a topic that does not exist, and holds up no other', async () => {
    const { kafka, publisher } = await aLocationTopic()
    const lost = publisher.publishRecord({
      topic: kafka.prefixed('nowhere'),
      partition: 0,
      key: null,
      value: Buffer.from('x'),
      headers: {},
    })
    const other = publisher.publish(deliveryLocation, nthFix(riderOn(3), 1))
    await expect(lost).rejects.toMatchObject({
      code: expect.stringMatching(/RECORD_REFUSED|PUBLISH_TIMEOUT/),
    })
    await expect(other).resolves.toEqual({ partition: 3, offset: '0' })
  })

  it('is ready while Kafka answers, and names the brokers when it does not', async () => {
    const { publisher } = await aLocationTopic()
    expect(await publisher.waitingFor()).toBeUndefined()

    const nowhere = connectKafka({ clientId: 'test', brokers: '127.0.0.1:1', log: silentLog })
    expect(await createPublisher(nowhere).waitingFor()).toContain('Kafka at 127.0.0.1:1')
  })
})

describe('topicsReady', () => {
  it('lets several processes make the same topics at once', async () => {
    const prefix = aTopicPrefix()
    const starts = Array.from({ length: 4 }, () => topicsReady(clusterOf(prefix), [deliveryLocation]).start())
    await Promise.all(starts)
    const publisher = await running(createPublisher(clusterOf(prefix), patient))
    await publisher.publish(deliveryLocation, nthFix('r-1', 1))
  })

  it('refuses a topic with another number of partitions: its keys would be elsewhere', async () => {
    const kafka = clusterOf(aTopicPrefix())
    await topicsReady(kafka, [defineTopic({ ...deliveryLocation, partitions: 3 })]).start()
    await expect(topicsReady(kafka, [deliveryLocation]).start()).rejects.toMatchObject({
      code: 'TOPIC_MISMATCH',
      message: expect.stringContaining('has 3 partitions, not 12'),
    })
  })
})
