import { setTimeout as delay } from 'node:timers/promises'
import { RecordRefusedError } from '../errors.ts'
import type { Pending } from './pending.ts'
import { type PartitionAck, RefusedByBroker, type Transport } from './transport.ts'

/** Each send of a batch may be written: a fail-over of 3 s should not be written sixty times. */
const LONGEST_DELAY_FACTOR = 10

export interface DeliveryEvents {
  /** A send was answered: undefined when it wrote all it was given. */
  sent(trouble: unknown): void
  /** So many records are sent again. */
  resending(records: number): void
}

/**
 * Delivers one batch and returns when every caller of it has an answer. A send that resolves proves nothing
 * (kafkajs#1005 and our own measurements): only partitions named in the result count as written, the others are sent
 * again, before anything newer, until their callers have been told that it is too late.
 */
export async function deliver(
  batch: readonly Pending[],
  transport: Transport,
  retryDelayMs: number,
  events: DeliveryEvents,
): Promise<void> {
  let rest = unsettled(batch)
  for (let failures = 0; rest.length > 0; failures++) {
    const trouble = await sent(rest, transport)
    if (trouble instanceof RefusedByBroker) {
      for (const part of withoutTheRefused(unsettled(rest), trouble)) {
        await deliver(part, transport, retryDelayMs, events)
      }
      return
    }
    events.sent(trouble)
    if (trouble !== undefined) await delay(retryDelayMs * Math.min(2 ** failures, LONGEST_DELAY_FACTOR))
    rest = unsettled(rest)
    if (rest.length > 0) events.resending(rest.length)
  }
}

/** Undefined when all of it is acknowledged. */
async function sent(batch: readonly Pending[], transport: Transport): Promise<unknown> {
  try {
    acknowledge(batch, await transport.send(batch.map(({ record }) => record)))
  } catch (error) {
    return error ?? new Error('unknown')
  }
  const left = unsettled(batch).length
  return left === 0 ? undefined : new Error(`${left} of ${batch.length} records are not acknowledged`)
}

const unsettled = (batch: readonly Pending[]) => batch.filter((pending) => !pending.settled)

function acknowledge(batch: readonly Pending[], acks: readonly PartitionAck[]): void {
  const nextOffset = new Map(acks.map((ack) => [`${ack.topic}/${ack.partition}`, BigInt(ack.baseOffset)]))
  for (const pending of batch) {
    const { topic, partition } = pending.record
    const offset = nextOffset.get(`${topic}/${partition}`)
    if (offset === undefined) continue
    nextOffset.set(`${topic}/${partition}`, offset + 1n)
    pending.resolve({ partition, offset: String(offset) })
  }
}

/** Rejects what is certainly to blame; splits what is not, in order, so that the next refusal blames fewer. */
function withoutTheRefused(batch: readonly Pending[], refusal: RefusedByBroker): (readonly Pending[])[] {
  const topics = Map.groupBy(batch, ({ record }) => record.topic)
  if (topics.size > 1) return [...topics.values()]

  if (batch.length === 1 || refusal.scope === 'topic') {
    for (const { reject, record } of batch) {
      reject(new RecordRefusedError(`${record.topic}: ${refusal.message}`, { cause: refusal.cause }))
    }
    return []
  }
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}
