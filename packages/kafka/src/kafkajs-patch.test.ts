import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

// What patches/kafkajs@2.2.4.patch has rewritten, beside what reads it and was left as it was.
const kafkajs = createRequire(import.meta.url)
const crc32C = kafkajs('kafkajs/src/protocol/recordBatch/crc32C/crc32C')
const encodeRecord = kafkajs('kafkajs/src/protocol/recordBatch/record/v0')
const decodeRecord = kafkajs('kafkajs/src/protocol/recordBatch/record/v0/decoder')
const { RecordBatch } = kafkajs('kafkajs/src/protocol/recordBatch/v0')
const decodeBatch = kafkajs('kafkajs/src/protocol/recordBatch/v0/decoder')
const Decoder = kafkajs('kafkajs/src/protocol/decoder')
const groupMessagesPerPartition = kafkajs('kafkajs/src/producer/groupMessagesPerPartition')

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const content = fc.oneof(bytes, fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constant(null))
// Not `toString` and the like: kafkajs reads a header of that name as two.
const headerName = fc.string({ unit: 'grapheme', maxLength: 70 }).map((name) => `h-${name}`)
const headers = fc.dictionary(headerName, fc.oneof(bytes, fc.string({ unit: 'grapheme' })))
const message = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.oneof(fc.nat(), fc.nat({ max: 2 ** 40 })),
  key: content,
  value: content,
  headers: fc.oneof(headers, headers.map(Object.freeze)),
})

const asBytes = (value: Buffer | string | null) => (value === null ? null : Buffer.from(value as string))
const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }

describe('a record', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(message, (written) => {
        const decoder = new Decoder(encodeRecord(written).buffer)
        expect(decoder.readVarInt()).toBe(decoder.buffer.length - decoder.offset)
        const read = decodeRecord(decoder, context)
        expect(read.offset).toBe(String(written.offsetDelta))
        expect(read.timestamp).toBe(String(written.timestampDelta))
        expect(read.key).toEqual(asBytes(written.key))
        expect(read.value).toEqual(asBytes(written.value))
        expect(read.headers).toEqual(
          Object.fromEntries(Object.entries(written.headers).map(([name, value]) => [name, asBytes(value)])),
        )
      }),
    )
  })

  it('has the headers it is given now, where they may have changed', () => {
    const changing: Record<string, string> = { name: 'before' }
    encodeRecord({ key: null, value: null, headers: changing })
    changing.name = 'after'
    const encoded: Buffer = encodeRecord({ key: null, value: null, headers: changing }).buffer
    expect(encoded.includes('after')).toBe(true)
  })
})

it('a batch is read as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 30 }), async (values) => {
      const records = values.map((value, offsetDelta) => encodeRecord({ offsetDelta, key: null, value }))
      const batch = await RecordBatch({ records, lastOffsetDelta: values.length - 1 })
      const decoder = new Decoder(batch.buffer)
      const read = await decodeBatch(decoder)
      expect(read.records.map(({ value }: { value: Buffer }) => value)).toEqual(values)
    }),
  )
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
