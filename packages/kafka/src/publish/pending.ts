import { bytesOf, type OutgoingRecords } from './records.ts'

/** Where an acknowledged record stands in the log. */
export interface RecordPosition {
  readonly partition: number
  readonly offset: string
}

/** Records whose caller waits. They are settled once, as one: acknowledged, refused, or too late. */
export interface Pending {
  readonly records: OutgoingRecords
  readonly count: number
  readonly bytes: number
  /** By `performance.now()`. */
  readonly dueAt: number
  readonly call: Call
  /** Its place in the call. */
  readonly index: number
  settled: boolean
}

/** What was appended together: its caller has one answer. */
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

/** `onSettled` is called exactly once for each of them, whatever happens first. */
export function appended(
  parts: readonly OutgoingRecords[],
  dueAt: number,
  onSettled: (settled: Pending) => void,
): Appended {
  const { promise, resolve, reject } = Promise.withResolvers<RecordPosition[]>()
  const call: Call = { positions: [], unanswered: parts.length, resolve, reject, onSettled }
  if (parts.length === 0) resolve([])
  return {
    pending: parts.map((records, index) => pendingOf(records, { dueAt, call, index })),
    positions: promise,
  }
}

function pendingOf(records: OutgoingRecords, place: Pick<Pending, 'dueAt' | 'call' | 'index'>): Pending {
  const { dueAt, call, index } = place
  return {
    records,
    count: records.lengths.length,
    bytes: bytesOf(records),
    dueAt,
    call,
    index,
    settled: false,
  }
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
