import type { OutgoingRecord } from './transport.ts'

/** Where an acknowledged record stands in the log. */
export interface RecordPosition {
  readonly partition: number
  readonly offset: string
}

/** A record whose caller waits. It is settled once: acknowledged, refused, or too late. */
export interface Pending {
  readonly record: OutgoingRecord
  readonly bytes: number
  /** By `performance.now()`. */
  readonly dueAt: number
  readonly settled: boolean
}

/** Records that were appended together, whose caller has one answer. */
interface Call {
  readonly positions: RecordPosition[]
  unanswered: number
  resolve(positions: RecordPosition[]): void
  reject(error: Error): void
}

interface Entry extends Pending {
  readonly call: Call
  readonly index: number
  readonly onSettled: (settled: Pending) => void
  settled: boolean
}

/** Plain data: closures and a promise for each record took as long as encoding it. */
export interface Appended {
  readonly pending: readonly Pending[]
  readonly positions: Promise<RecordPosition[]>
}

/** `onSettled` is called exactly once for each record, whatever happens first. */
export function appended(
  records: readonly OutgoingRecord[],
  dueAt: number,
  onSettled: (settled: Pending) => void,
): Appended {
  const { promise, resolve, reject } = Promise.withResolvers<RecordPosition[]>()
  const call: Call = { positions: [], unanswered: records.length, resolve, reject }
  if (records.length === 0) resolve([])
  const entries = records.map(
    (record, index): Entry => ({
      record,
      bytes: bytesOf(record),
      dueAt,
      settled: false,
      call,
      index,
      onSettled,
    }),
  )
  return { pending: entries, positions: promise }
}

export function acknowledge(pending: Pending, position: RecordPosition): void {
  const entry = pending as Entry
  if (entry.settled) return
  entry.settled = true
  const { call, index, onSettled } = entry
  call.positions[index] = position
  call.unanswered -= 1
  if (call.unanswered === 0) call.resolve(call.positions)
  onSettled(entry)
}

/** The whole call is refused with it. */
export function refuse(pending: Pending, error: Error): void {
  const entry = pending as Entry
  if (entry.settled) return
  entry.settled = true
  entry.call.reject(error)
  entry.onSettled(entry)
}

/** Kafka's own cost of a record: lengths, offset, timestamp, headers' framing. An upper bound. */
const RECORD_OVERHEAD_BYTES = 70

/** Each topic's records share their headers. */
const headerBytes = new WeakMap<OutgoingRecord['headers'], number>()

export function bytesOf({ key, value, headers }: OutgoingRecord): number {
  return RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0) + headerBytesOf(headers)
}

function headerBytesOf(headers: OutgoingRecord['headers']): number {
  const known = headerBytes.get(headers)
  if (known !== undefined) return known
  const bytes = Object.entries(headers).reduce((sum, [name, { length }]) => sum + name.length + length, 0)
  headerBytes.set(headers, bytes)
  return bytes
}
