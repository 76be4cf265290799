import { expect, it } from 'vitest'
import { appended, type Pending } from './pending.ts'
import { pendingQueue } from './queue.ts'
import { alone } from './records.ts'

const limits = { maxRecords: 10, maxBytes: 1_000 }

function aPending(bytes: number, settled = false): Pending {
  const record = alone({ topic: 't', partition: 0, key: null, value: null, headers: {} })
  const [pending] = appended([record], 0, () => undefined).pending
  return { ...(pending as Pending), bytes, settled }
}

it('gives what waits in the order in which it came, once', () => {
  const queue = pendingQueue()
  const waiting = [aPending(1), aPending(2), aPending(3)]
  waiting.forEach(queue.push)
  expect(queue.take({ ...limits, maxRecords: 2 })).toEqual(waiting.slice(0, 2))
  expect(queue.take(limits)).toEqual(waiting.slice(2))
  expect(queue.take(limits)).toEqual([])
})

it('ends a batch before the record that is too much for it', () => {
  const queue = pendingQueue()
  for (const bytes of [600, 400, 1]) queue.push(aPending(bytes))
  expect(queue.take(limits).map(({ bytes }) => bytes)).toEqual([600, 400])
})

it('lets go of the oldest whose callers were told that it is too late', () => {
  const queue = pendingQueue()
  const late = [aPending(1, true), aPending(2, true)]
  const waiting = aPending(3)
  for (const pending of [...late, waiting]) queue.push(pending)
  queue.forgetSettled()
  expect(queue.take(limits)).toEqual([waiting])
})
