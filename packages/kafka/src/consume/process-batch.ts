import { setTimeout as delay } from 'node:timers/promises'
import type { KafkaMessage } from 'kafkajs'
import { backOffMs, verdictOn } from './failure.ts'
import type { Decoded, HandlerContext, Subscription } from './subscription.ts'

export interface PartitionBatch {
  readonly context: HandlerContext
  readonly messages: readonly KafkaMessage[]
  /** Aborted when nothing more should be begun. */
  readonly signal: AbortSignal
  /** All records up to this offset have had their effect, or are dead letters. */
  done(offset: string): Promise<void>
}

export interface Failure {
  readonly error: unknown
  readonly tries: number
}

export interface Attempt {
  readonly records: number
  readonly seconds: number
  readonly failure?: Failure
}

export interface ProcessPorts {
  readonly subscription: Pick<Subscription, 'decode' | 'handle' | 'chunkRecords'>
  /** Resolves when the dead letter is durable, rejects when it is not. */
  deadLetter(message: KafkaMessage, failure: Failure): Promise<void>
  /** A call of the handler was answered. */
  tried(attempt: Attempt): void
}

/** Handles a batch chunk by chunk. Returns early once the signal is aborted: what is not done will be seen again. */
export async function processBatch(batch: PartitionBatch, ports: ProcessPorts): Promise<void> {
  const { messages, signal } = batch
  const { chunkRecords } = ports.subscription
  try {
    for (let from = 0; from < messages.length; from += chunkRecords) {
      const chunk = messages.slice(from, from + chunkRecords)
      await handleRecords(await readable(chunk, batch, ports), batch, ports)
      await batch.done((chunk.at(-1) as KafkaMessage).offset)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function readable(
  messages: readonly KafkaMessage[],
  batch: PartitionBatch,
  ports: ProcessPorts,
): Promise<Decoded[]> {
  const records: Decoded[] = []
  for (const message of messages) {
    try {
      records.push(ports.subscription.decode(message, batch.context.partition))
    } catch (error) {
      await deadLetter(message, { error, tries: 1 }, batch, ports)
    }
  }
  return records
}

/** All together if that works, else by halves, in order, so that only what fails alone becomes a dead letter. */
async function handleRecords(
  records: readonly Decoded[],
  batch: PartitionBatch,
  ports: ProcessPorts,
): Promise<void> {
  const [first] = records
  if (first === undefined) return
  const failure = await failureOf(records, batch, ports)
  if (failure === undefined) return
  if (records.length === 1) return deadLetter(first.message, failure, batch, ports)
  const half = Math.ceil(records.length / 2)
  await handleRecords(records.slice(0, half), batch, ports)
  await handleRecords(records.slice(half), batch, ports)
}

async function failureOf(
  records: readonly Decoded[],
  { context, signal }: PartitionBatch,
  { subscription, tried }: ProcessPorts,
): Promise<Failure | undefined> {
  let tries = 1
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted()
    const startedAt = performance.now()
    const attempt = () => ({ records: records.length, seconds: (performance.now() - startedAt) / 1_000 })
    try {
      await subscription.handle(records, context)
      tried(attempt())
      return undefined
    } catch (error) {
      const failure = { error, tries }
      tried({ ...attempt(), failure })
      const verdict = verdictOn(error, tries)
      if (verdict === 'give-up') return failure
      if (verdict === 'try-again') tries += 1
    }
    await delay(backOffMs(failures), undefined, { signal })
  }
}

/** For as long as it takes: a record must not be passed over before its dead letter is durable. */
async function deadLetter(
  message: KafkaMessage,
  failure: Failure,
  { signal }: PartitionBatch,
  ports: ProcessPorts,
): Promise<void> {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted()
    try {
      return await ports.deadLetter(message, failure)
    } catch {
      await delay(backOffMs(failures), undefined, { signal })
    }
  }
}
