import { DoorstepError, UnavailableError } from '@doorstep/runtime'
import type { KafkaMessage } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { MessageMalformedError } from '../errors.ts'
import { type Failure, type PartitionBatch, processBatch } from './process-batch.ts'
import type { Received } from './subscription.ts'

class ImpossibleError extends DoorstepError {
  readonly code = 'IMPOSSIBLE'
  readonly retryable = false
}

const messagesOf = (...values: string[]): KafkaMessage[] =>
  values.map((value, offset) => ({
    key: Buffer.from('k'),
    value: Buffer.from(value),
    timestamp: '0',
    attributes: 0,
    offset: String(offset),
    headers: {},
  }))

interface Setup {
  readonly messages: readonly KafkaMessage[]
  handle?(values: readonly string[]): void | Promise<void>
  deadLetter?(offset: string, failure: Failure): void
}

/** Runs a batch whose events are its values; `malformed` cannot be decoded. */
function runBatch({ messages, handle = () => undefined, deadLetter = () => undefined }: Setup) {
  const stop = new AbortController()
  const handled: string[][] = []
  const dead: { offset: string; code: string; tries: number }[] = []
  const done: string[] = []
  const batch: PartitionBatch = {
    messages,
    signal: stop.signal,
    context: { topic: 't', partition: 0, isStale: () => stop.signal.aborted },
    done: async (offset) => void done.push(offset),
  }
  const finished = processBatch(batch, {
    subscription: {
      chunkRecords: 500,
      decode(message, partition) {
        const { value, offset } = message
        if (`${value}` === 'malformed') throw new MessageMalformedError('malformed')
        return { event: `${value}`, key: 'k', partition, offset, message }
      },
      async handle(received: readonly Received<unknown>[]) {
        const values = received.map(({ event }) => String(event))
        await handle(values)
        handled.push(values)
      },
    },
    async deadLetter({ offset }, failure) {
      deadLetter(offset, failure)
      const code = failure.error instanceof DoorstepError ? failure.error.code : 'UNKNOWN'
      dead.push({ offset, code, tries: failure.tries })
    },
    tried: () => undefined,
  })
  return { finished, handled, dead, done, stop }
}

describe('a batch of one partition', () => {
  it('is handled in order, in chunks, each done after its effect', async () => {
    const messages = messagesOf(...Array.from({ length: 1_200 }, (_, n) => String(n)))
    const { finished, handled, done } = runBatch({ messages })
    await finished
    expect(handled.map((chunk) => chunk.length)).toEqual([500, 500, 200])
    expect(handled.flat()).toEqual(messages.map(({ value }) => `${value}`))
    expect(done).toEqual(['499', '999', '1199'])
  })

  it('dead-letters a malformed message and handles the others', async () => {
    const { finished, handled, dead, done } = runBatch({ messages: messagesOf('a', 'malformed', 'b') })
    await finished
    expect(handled).toEqual([['a', 'b']])
    expect(dead).toEqual([{ offset: '1', code: 'MESSAGE_MALFORMED', tries: 1 }])
    expect(done).toEqual(['2'])
  })

  it('tries again for as long as a dependency is away', async () => {
    let left = 6
    const { finished, handled, dead } = runBatch({
      messages: messagesOf('a', 'b'),
      handle: () => {
        if (left-- > 0) throw new UnavailableError('Postgres is away')
      },
    })
    await finished
    expect(handled).toEqual([['a', 'b']])
    expect(dead).toEqual([])
  })

  it('tries an error of unknown origin five times together, then by halves, down to the one record', async () => {
    let calls = 0
    const { finished, handled, dead, done } = runBatch({
      messages: messagesOf('a', 'poison', 'b'),
      handle: (values) => {
        calls += 1
        if (values.includes('poison')) throw new Error('cannot divide by zero')
      },
    })
    await finished
    expect(handled).toEqual([['a'], ['b']])
    expect(dead).toEqual([{ offset: '1', code: 'UNKNOWN', tries: 5 }])
    expect(done).toEqual(['2'])
    expect(calls).toBe(5 + 5 + 1 + 5 + 1)
  })

  it('tries once what it knows no retry can mend', async () => {
    let calls = 0
    const { finished, dead } = runBatch({
      messages: messagesOf('poison'),
      handle: () => {
        calls += 1
        throw new ImpossibleError('a delivery before it was created')
      },
    })
    await finished
    expect(dead).toEqual([{ offset: '0', code: 'IMPOSSIBLE', tries: 1 }])
    expect(calls).toBe(1)
  })

  it('is not done before its dead letter is durable', async () => {
    let refusals = 3
    const order: string[] = []
    const { finished, done } = runBatch({
      messages: messagesOf('malformed'),
      deadLetter: () => {
        order.push(`done: ${done.length}`)
        if (refusals-- > 0) throw new Error('not acknowledged')
      },
    })
    await finished
    expect(order).toEqual(Array(4).fill('done: 0'))
    expect(done).toEqual(['0'])
  })

  it('begins nothing more once it is stopped, and finishes what it has begun', async () => {
    const begun = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const { finished, done, handled, stop } = runBatch({
      messages: messagesOf(...Array.from({ length: 600 }, (_, n) => String(n))),
      handle: () => {
        begun.resolve()
        return release.promise
      },
    })
    await begun.promise
    stop.abort()
    release.resolve()
    await finished
    expect(handled.map((chunk) => chunk.length)).toEqual([500])
    expect(done).toEqual(['499'])
  })

  it('gives up waiting for a dependency once it is stopped', async () => {
    const { finished, done, stop } = runBatch({
      messages: messagesOf('a'),
      handle: () => {
        throw new UnavailableError('Postgres is away')
      },
    })
    setTimeout(() => stop.abort(), 30)
    await finished
    expect(done).toEqual([])
  })
})
