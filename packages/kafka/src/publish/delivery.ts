import { setTimeout as delay } from 'node:timers/promises'
import { RecordRefusedError } from '../errors.ts'
import { acknowledge, type Pending, refuse } from './pending.ts'
import { type PartitionAck, RefusedByBroker, type Transport } from './transport.ts'

/** Each send of a batch may be written: a fail-over of 3 s should not be written sixty times. */
const LONGEST_DELAY_FACTOR = 10

/** How long to wait after so many failures: the time since the last send counts, as one that waited for a leader knows of it. */
export function pauseMs(failures: number, sinceSentMs: number, retryDelayMs: number): number {
  return Math.max(0, retryDelayMs * Math.min(2 ** (failures - 1), LONGEST_DELAY_FACTOR) - sinceSentMs)
}

export interface DeliveryEvents {
  /** A send failed, or undefined: a whole batch was written at once. */
  sent(trouble: unknown): void
  /** So many records are sent again. */
  resending(records: number): void
}

export interface DeliveryOptions {
  readonly retryDelayMs: number
  readonly events: DeliveryEvents
  /** Each partition by itself, as after a failure. */
  readonly apart: boolean
}

/**
 * Delivers one batch and returns when every caller of it has an answer: whether one send was enough. A send that
 * resolves proves nothing (kafkajs#1005 and our own measurements): only partitions named in the result count as written,
 * the others are sent again, before anything newer, until their callers have been told that it is too late.
 *
 * Once a send has failed, each partition is sent by itself, all at the same time, and so is the next batch if it is
 * to go `apart`: a broker answers for all partitions of a request when the last is safe, and after a fail-over
 * some are for a second or more later than others.
 */
export async function deliver(
  batch: readonly Pending[],
  transport: Transport,
  { retryDelayMs, events, apart }: DeliveryOptions,
): Promise<boolean> {
  const send = (part: readonly Pending[]) => deliverPart(part, transport, { retryDelayMs, events })
  const outcomes = await Promise.all((apart ? partitionsOf(batch) : [batch]).map(send))
  const well = outcomes.every((atOnce) => atOnce)
  if (well) events.sent(undefined)
  return well
}

async function deliverPart(
  batch: readonly Pending[],
  transport: Transport,
  options: Omit<DeliveryOptions, 'apart'>,
): Promise<boolean> {
  const { retryDelayMs, events } = options
  let rest = unsettled(batch)
  for (let failures = 1; rest.length > 0; failures++) {
    const sentAt = performance.now()
    const trouble = await sent(rest, transport)
    if (trouble === undefined) return failures === 1
    if (trouble instanceof RefusedByBroker) {
      for (const part of withoutTheRefused(unsettled(rest), trouble)) {
        await deliverPart(part, transport, options)
      }
      return failures === 1
    }
    events.sent(trouble)
    await delay(pauseMs(failures, performance.now() - sentAt, retryDelayMs))
    rest = unsettled(rest)
    if (rest.length > 0) events.resending(recordsIn(rest))
    const parts = partitionsOf(rest)
    if (parts.length > 1) {
      await Promise.all(parts.map((part) => deliverPart(part, transport, options)))
      return false
    }
  }
  return false
}

/** Undefined when all of it is acknowledged. */
async function sent(batch: readonly Pending[], transport: Transport): Promise<unknown> {
  try {
    acknowledgeWritten(batch, await transport.send(batch.map(({ records }) => records)))
  } catch (error) {
    return error ?? new Error('unknown')
  }
  const left = recordsIn(unsettled(batch))
  return left === 0 ? undefined : new Error(`${left} of ${recordsIn(batch)} records are not acknowledged`)
}

const recordsIn = (batch: readonly Pending[]) => batch.reduce((sum, { count }) => sum + count, 0)

function partitionsOf(batch: readonly Pending[]): (readonly Pending[])[] {
  return [...Map.groupBy(batch, ({ records }) => `${records.topic} ${records.partition}`).values()]
}

const unsettled = (batch: readonly Pending[]) => batch.filter((pending) => !pending.settled)

function acknowledgeWritten(batch: readonly Pending[], acks: readonly PartitionAck[]): void {
  const nextOffsets = new Map(acks.map(({ topic }) => [topic, new Map<number, number>()]))
  // A number holds the offsets of 285 years at a million records a second.
  for (const ack of acks) nextOffsets.get(ack.topic)?.set(ack.partition, Number(ack.baseOffset))
  for (const pending of batch) {
    const { topic, partition } = pending.records
    const ofTopic = nextOffsets.get(topic)
    const offset = ofTopic?.get(partition)
    if (ofTopic === undefined || offset === undefined) continue
    ofTopic.set(partition, offset + pending.count)
    acknowledge(pending, { partition, offset: String(offset) })
  }
}

/** Rejects what is certainly to blame; splits what is not, in order, so that the next refusal blames fewer. */
function withoutTheRefused(batch: readonly Pending[], refusal: RefusedByBroker): (readonly Pending[])[] {
  const topics = Map.groupBy(batch, ({ records }) => records.topic)
  if (topics.size > 1) return [...topics.values()]

  if (batch.length === 1 || refusal.scope === 'topic') {
    for (const pending of batch) {
      const message = `${pending.records.topic}: ${refusal.message}`
      refuse(pending, new RecordRefusedError(message, { cause: refusal.cause }))
    }
    return []
  }
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}
