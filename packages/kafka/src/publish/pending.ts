import type { OutgoingRecord } from './transport.ts'

/** Where an acknowledged record stands in the log. */
export interface RecordPosition {
  readonly partition: number
  readonly offset: string
}

/**
 * A record whose caller waits. It is settled once: acknowledged, refused, or too late. Plain data, as closures and a
 * promise for each took as long as encoding it.
 */
export interface Pending {
  readonly record: OutgoingRecord
  readonly bytes: number
  /** By `performance.now()`. */
  readonly dueAt: number
  readonly call: Call
  /** Its place in the call. */
  readonly index: number
  settled: boolean
}

/** Records that were appended together, whose caller has one answer. */
interface Call {
  readonly positions: RecordPosition[]
  unanswered: number
  resolve(positions: RecordPosition[]): void
  reject(error: Error): void
  onSettled(settled: Pending): void
}

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
  const call: Call = { positions: [], unanswered: records.length, resolve, reject, onSettled }
  if (records.length === 0) resolve([])
  return {
    pending: records.map((record, index) => pendingOf(record, { dueAt, call, index })),
    positions: promise,
  }
}

function pendingOf(record: OutgoingRecord, place: Pick<Pending, 'dueAt' | 'call' | 'index'>): Pending {
  const { dueAt, call, index } = place
  return { record, bytes: bytesOf(record), dueAt, call, index, settled: false }
}

export function acknowledge(pending: Pending, position: RecordPosition): void {
  if (pending.settled) return
  pending.settled = true
  const { call, index } = pending
  call.positions[index] = position
  call.unanswered -= 1
  if (call.unanswered === 0) call.resolve(call.positions)
  call.onSettled(pending)
}

/** The whole call is refused with it. */
export function refuse(pending: Pending, error: Error): void {
  if (pending.settled) return
  pending.settled = true
  pending.call.reject(error)
  pending.call.onSettled(pending)
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
