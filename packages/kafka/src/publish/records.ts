import type { BatchLimits } from './queue.ts'

/** A record on its way to one partition of one topic (by the name the brokers know). */
export interface OutgoingRecord {
  readonly topic: string
  readonly partition: number
  readonly key: Buffer | string | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, Buffer | string>>
}

/**
 * Records of one key that are published together, in order: what they share is there once, and their values lie in one
 * buffer. An object, a buffer and a place in the queue for each took longer than to encode them.
 */
export interface OutgoingRecords extends Omit<OutgoingRecord, 'value'> {
  /** One after the other. */
  readonly values: Buffer
  /** Of each value, in bytes. As on the wire, −1 is a record without one. */
  readonly lengths: readonly number[]
}

const NOTHING = Buffer.alloc(0)

export function alone({ value, ...rest }: OutgoingRecord): OutgoingRecords {
  return { ...rest, values: value ?? NOTHING, lengths: [value?.length ?? -1] }
}

/** Kafka's own cost of a record: lengths, offset, timestamp, headers' framing. An upper bound. */
const RECORD_OVERHEAD_BYTES = 70

/** Each topic's records share their headers. */
const headerBytes = new WeakMap<OutgoingRecord['headers'], number>()

export function bytesOf({ key, values, lengths, headers }: OutgoingRecords): number {
  return (
    lengths.length * (RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + headerBytesOf(headers)) + values.length
  )
}

function headerBytesOf(headers: OutgoingRecord['headers']): number {
  const known = headerBytes.get(headers)
  if (known !== undefined) return known
  const bytes = Object.entries(headers).reduce((sum, [name, { length }]) => sum + name.length + length, 0)
  headerBytes.set(headers, bytes)
  return bytes
}

/** The same records, in parts that fit into a batch each, as far as that can be. */
export function inParts(records: OutgoingRecords, limits: BatchLimits): readonly OutgoingRecords[] {
  const { lengths, values } = records
  if (lengths.length <= limits.maxRecords && bytesOf(records) <= limits.maxBytes) return [records]
  if (lengths.length === 1) return [records]
  const half = Math.ceil(lengths.length / 2)
  const bytes = lengths.slice(0, half).reduce((sum, length) => sum + Math.max(length, 0), 0)
  return [
    ...inParts({ ...records, lengths: lengths.slice(0, half), values: values.subarray(0, bytes) }, limits),
    ...inParts({ ...records, lengths: lengths.slice(half), values: values.subarray(bytes) }, limits),
  ]
}
