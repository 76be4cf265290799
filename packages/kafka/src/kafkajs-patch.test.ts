import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { separated } from '../test/separated.ts'
import type { OutgoingRecord } from './publish/records.ts'

// What patches/kafkajs@2.2.4.patch has rewritten, beside what it stands for and was left as it was.
const kafkajs = createRequire(import.meta.url)
const crc32C = kafkajs('kafkajs/src/protocol/recordBatch/crc32C/crc32C')
const produce = kafkajs('kafkajs/src/protocol/requests/produce/v7/request')
const createRequest = kafkajs('kafkajs/src/protocol/request')
const encodeRecord = kafkajs('kafkajs/src/protocol/recordBatch/record/v0')
const { RecordBatch } = kafkajs('kafkajs/src/protocol/recordBatch/v0')
const decodeRecordBatch = kafkajs('kafkajs/src/protocol/recordBatch/v0/decoder')
const decodeRecord = kafkajs('kafkajs/src/protocol/recordBatch/record/v0/decoder')
const Encoder = kafkajs('kafkajs/src/protocol/encoder')
const Decoder = kafkajs('kafkajs/src/protocol/decoder')
const Batch = kafkajs('kafkajs/src/consumer/batch')
const groupMessagesPerPartition = kafkajs('kafkajs/src/producer/groupMessagesPerPartition')

const NOW = 1_700_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

type Content = Omit<OutgoingRecord, 'topic' | 'partition'>

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const text = fc.string({ unit: 'grapheme', maxLength: 80 })
const headers = fc.dictionary(text, fc.oneof(bytes, text))
const run = fc.record({
  key: fc.oneof(bytes, text, fc.constant(null)),
  contents: fc.array(fc.oneof(bytes, fc.constant(null)), { minLength: 1, maxLength: 200 }),
  headers: fc.oneof(headers, headers.map(Object.freeze)) as fc.Arbitrary<Content['headers']>,
})
const partitions = fc.array(fc.array(run, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 })

/** As our transport gives them to kafkajs: several records in one message. */
const messageOf = ({ key, contents, headers }: typeof run extends fc.Arbitrary<infer Run> ? Run : never) => ({
  ...{ key, headers },
  value: Buffer.concat(contents.map((content) => content ?? Buffer.alloc(0))),
  lengths: contents.map((content) => content?.length ?? -1),
})
const messagesOf = ({ value: values, ...rest }: ReturnType<typeof messageOf>): Content[] =>
  separated({ topic: 't', partition: 0, values, ...rest })

const options = { acks: -1, timeout: 3_500 }
const topicData = (parts: readonly (readonly unknown[])[]) => [
  { topic: 't', partitions: parts.map((messages, partition) => ({ partition, messages, firstSequence: 0 })) },
]
const encoded = async (request: { encode(): Promise<{ buffer: Buffer }> }) => (await request.encode()).buffer

/** As kafkajs would without its patch. */
async function unpatched(parts: readonly (readonly Content[])[]): Promise<Buffer> {
  const encoder = new Encoder().writeString(null).writeInt16(options.acks).writeInt32(options.timeout)
  encoder.writeInt32(1).writeString('t').writeInt32(parts.length)
  for (const [partition, messages] of parts.entries()) {
    const records = messages.map((message, offsetDelta) => encodeRecord({ ...message, offsetDelta }))
    const batch = await RecordBatch({ records, lastOffsetDelta: records.length - 1 })
    encoder.writeInt32(partition).writeInt32(batch.size()).writeEncoder(batch)
  }
  return encoder.buffer
}

describe('a produce request', () => {
  it('has the bytes it would have without the patch, also of records that share a message', async () => {
    await fc.assert(
      fc.asyncProperty(partitions, async (parts) => {
        const shared = parts.map((runs) => runs.map(messageOf))
        const single = shared.map((messages) => messages.flatMap(messagesOf))
        const expected = await unpatched(single)
        expect(await encoded(produce({ ...options, topicData: topicData(shared) }))).toEqual(expected)
        expect(await encoded(produce({ ...options, topicData: topicData(single) }))).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('has the headers it is given now, where they may have changed', async () => {
    const changing: Record<string, string> = { name: 'before' }
    const request = produce({
      ...options,
      topicData: topicData([[{ key: null, value: null, headers: changing }]]),
    })
    await request.encode()
    changing.name = 'after'
    expect((await encoded(request)).includes('after')).toBe(true)
  })

  it('is refused, not sent as one record, where several in a message cannot be told apart', async () => {
    const messages = [{ key: null, value: Buffer.from('ab'), lengths: [1, 1], timestamp: '1' }]
    await expect(produce({ ...options, topicData: topicData([messages]) }).encode()).rejects.toThrow('plain')
  })
})

it.each(['a client', null])('a request begins with its size and who asks: %s', async (clientId) => {
  const encode = async () => new Encoder().writeInt64(7)
  const request = { apiKey: 3, apiVersion: 2, encode }
  const { buffer } = await createRequest({ correlationId: 5, clientId, request })
  const head = new Encoder().writeInt16(3).writeInt16(2).writeInt32(5).writeString(clientId).writeInt64(7)
  expect(buffer).toEqual(new Encoder().writeInt32(head.size()).writeEncoder(head).buffer)
})

const record = fc.record({
  key: fc.oneof(bytes, text, fc.constant(null)),
  value: fc.oneof(bytes, fc.constant(null)),
  headers: headers as fc.Arbitrary<Content['headers']>,
  timestamp: fc.integer({ min: NOW - 1e12, max: NOW + 1e12 }),
})
/** Offsets beyond what a number counts exactly, too; compaction leaves gaps. */
const recordBatch = fc.record({
  firstOffset: fc.constantFrom(0n, 7_000_000_000n, 2n ** 62n),
  gap: fc.integer({ min: 1, max: 1_000 }),
  records: fc.array(record, { minLength: 1, maxLength: 50 }),
})

describe('a record that was fetched', () => {
  it('says what it would have said without the patch', async () => {
    await fc.assert(
      fc.asyncProperty(recordBatch, async ({ firstOffset, gap, records }) => {
        const written = records.map((record, i) =>
          encodeRecord({ ...record, offsetDelta: i * gap, timestampDelta: record.timestamp - NOW }),
        )
        const { buffer } = await RecordBatch({ firstOffset, firstTimestamp: NOW, records: written })
        const batch = await decodeRecordBatch(new Decoder(buffer))
        const expected = written.map(({ buffer }) => unpatchedRecord(buffer, batch.records[0].batchContext))
        expect(batch.records.map(told)).toEqual(expected.map(told))
        expect(expected[0].key).toEqual(records[0]?.key === null ? null : Buffer.from(records[0]?.key ?? ''))
      }),
      { numRuns: 100 },
    )
  })

  function unpatchedRecord(buffer: Buffer, batchContext: unknown) {
    return decodeRecord(new Decoder(new Decoder(buffer).readVarIntBytes()), batchContext)
  }

  function told(record: Readonly<Record<string, unknown>>) {
    const { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext } =
      record
    return { magicByte, attributes, timestamp, offset, key, value, headers, isControlRecord, batchContext }
  }
})

it.each([
  ['5', ['5', '6', '7']],
  ['6', ['6', '7']],
  ['8', []],
])('a batch fetched from %s on leaves out what a broker sent of before', (fetchedOffset, offsets) => {
  const messages = ['5', '6', '7'].map((offset) => ({ offset }))
  const batch = new Batch('t', fetchedOffset, { partition: 0, highWatermark: '8', messages })
  expect(batch.messages).toEqual(offsets.map((offset) => ({ offset })))
})

it.each([
  ['', 0],
  ['123456789', 0xe3069283],
  ['\0'.repeat(32), 0x8a9136aa],
])('the CRC-32C of %j is the one of RFC 3720', (text, crc) => expect(crc32C(Buffer.from(text))).toBe(crc))

it('messages keep their order within their partition', () => {
  const messages = [1, 0, 1, 1, 0].map((partition, n) => ({ partition, n }))
  const partitioner = ({ message }: { message: { partition: number } }) => message.partition
  const grouped = groupMessagesPerPartition({ topic: 't', partitionMetadata: [{}], messages, partitioner })
  expect(grouped).toEqual({
    0: [messages[1], messages[4]],
    1: [messages[0], messages[2], messages[3]],
  })
})
