import type { OutgoingRecord } from './transport.ts'

/** Where an acknowledged record stands in the log. Offsets outgrow a JavaScript number, so they are text. */
export interface RecordPosition {
  readonly partition: number
  readonly offset: string
}

/** Kafka's own cost of a record: lengths, offset, timestamp, headers' framing. An upper bound. */
const RECORD_OVERHEAD_BYTES = 70

/** A record whose caller waits. It is settled once: acknowledged, refused, or too late. */
export interface Pending {
  readonly record: OutgoingRecord
  readonly bytes: number
  readonly settled: boolean
  resolve(position: RecordPosition): void
  reject(error: Error): void
}

/** `onSettled` is called exactly once, whatever happens first. */
export function pending(
  record: OutgoingRecord,
  deadline: { readonly ms: number; readonly error: () => Error },
  onSettled: (settled: Pending) => void,
): { readonly waiting: Pending; readonly position: Promise<RecordPosition> } {
  const { promise, resolve, reject } = Promise.withResolvers<RecordPosition>()
  const timer = setTimeout(() => settle(() => reject(deadline.error())), deadline.ms)
  let settled = false

  function settle(tell: () => void): void {
    if (settled) return
    settled = true
    clearTimeout(timer)
    tell()
    onSettled(waiting)
  }

  const waiting: Pending = {
    record,
    bytes: bytesOf(record),
    get settled() {
      return settled
    },
    resolve: (position) => settle(() => resolve(position)),
    reject: (error) => settle(() => reject(error)),
  }
  return { waiting, position: promise }
}

export function bytesOf({ key, value, headers }: OutgoingRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0)
  for (const [name, header] of Object.entries(headers)) bytes += name.length + header.length
  return bytes
}
