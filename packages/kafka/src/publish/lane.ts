import { PublisherStoppedError, PublishTimeoutError, QueueFullError } from '../errors.ts'
import { deadlines } from './deadlines.ts'
import { type DeliveryEvents, deliver } from './delivery.ts'
import { appended, type Pending, type RecordPosition } from './pending.ts'
import { type BatchLimits, pendingQueue } from './queue.ts'
import type { OutgoingRecords } from './records.ts'
import type { Transport } from './transport.ts'

export interface LaneOptions {
  readonly deadlineMs: number
  /** Bounds of what may wait for an acknowledgement, sent or not. */
  readonly maxQueueRecords: number
  readonly maxQueueBytes: number
  readonly batch: BatchLimits
  readonly retryDelayMs: number
}

/**
 * Group commit: one batch in flight, what arrives meanwhile is the next one. So records of one key keep their order
 * through every retry, and under load batches grow by themselves.
 */
export interface Lane {
  /**
   * Resolves with the positions at which the parts begin, and rejects if one of them is not acknowledged. Throws
   * `QueueFullError` at once, and takes none.
   */
  append(parts: readonly OutgoingRecords[]): Promise<RecordPosition[]>
  /** Takes nothing more; resolves when every caller has an answer, at the latest after the deadline. */
  drain(): Promise<void>
  /** Records that wait for an answer. */
  readonly outstanding: number
}

export function createLane(transport: Transport, options: LaneOptions, events: DeliveryEvents): Lane {
  const queue = pendingQueue()
  const { watch, forgetSettled } = deadlines(
    () => new PublishTimeoutError(`not acknowledged within ${options.deadlineMs} ms`),
  )
  const drained = Promise.withResolvers<void>()
  let outstanding = 0
  let outstandingBytes = 0
  let running = false
  let well = true
  let stopping = false

  function settled({ count, bytes }: Pending): void {
    outstanding -= count
    outstandingBytes -= bytes
    queue.forgetSettled()
    forgetSettled()
    if (stopping && outstanding === 0) drained.resolve()
  }

  async function run(): Promise<void> {
    for (let batch = queue.take(options.batch); batch.length > 0; batch = queue.take(options.batch)) {
      well = await deliver(batch, transport, { retryDelayMs: options.retryDelayMs, events, apart: !well })
    }
    running = false
  }

  function refuseIfFull(pending: readonly Pending[]): void {
    const records = pending.reduce((sum, { count }) => sum + count, 0)
    const bytes = pending.reduce((sum, each) => sum + each.bytes, 0)
    const fits =
      outstanding + records <= options.maxQueueRecords && outstandingBytes + bytes <= options.maxQueueBytes
    if (!fits) throw new QueueFullError(`${outstanding} records wait for Kafka already`)
  }

  return {
    get outstanding() {
      return outstanding
    },
    append(parts) {
      if (stopping) throw new PublisherStoppedError('the publisher is stopping')
      const { pending, positions } = appended(parts, performance.now() + options.deadlineMs, settled)
      refuseIfFull(pending)
      for (const waiting of pending) {
        outstanding += waiting.count
        outstandingBytes += waiting.bytes
        queue.push(waiting)
        watch(waiting)
      }
      if (!running) {
        running = true
        // Not at once: what else arrives in this turn of the event loop shares the batch.
        setImmediate(run)
      }
      return positions
    },
    async drain() {
      stopping = true
      if (outstanding > 0) await drained.promise
    },
  }
}
