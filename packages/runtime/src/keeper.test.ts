import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKeeper } from './keeper.ts'

const EVERY_MS = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aKeeper(keep: () => Promise<void>) {
  const log = { error: vi.fn() }
  const complaint = 'it is not as it should be'
  return {
    log,
    keeper: createKeeper({ name: 'keeper', everyMs: EVERY_MS, keep, complaint, log: log as never }),
  }
}

test('it keeps at the start and at each interval, until it is stopped', async () => {
  const keep = vi.fn(async () => {})
  const { keeper } = aKeeper(keep)

  await keeper.start()
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS)
  expect(keep).toHaveBeenCalledTimes(3)

  await keeper.stop()
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS)
  expect(keep).toHaveBeenCalledTimes(3)
})

test('a round that fails is told, and the next one makes up for it', async () => {
  const failure = new Error('Postgres is away')
  const keep = vi.fn(async () => {}).mockRejectedValueOnce(failure)
  const { keeper, log } = aKeeper(keep)

  await keeper.start()
  await vi.advanceTimersByTimeAsync(EVERY_MS)

  expect(log.error).toHaveBeenCalledExactlyOnceWith({ err: failure }, 'it is not as it should be')
  expect(keep).toHaveBeenCalledTimes(2)
  await keeper.stop()
})

test('one round at a time, and stopping waits for the one under way', async () => {
  const slow = Promise.withResolvers<void>()
  const keep = vi.fn(() => slow.promise)
  const { keeper } = aKeeper(keep)
  const stopped = vi.fn()

  await keeper.start()
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS)
  expect(keep).toHaveBeenCalledTimes(1)
  const stopping = keeper.stop().then(stopped)
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(stopped).not.toHaveBeenCalled()

  slow.resolve()
  await stopping
  expect(stopped).toHaveBeenCalled()
  expect(keep).toHaveBeenCalledTimes(1)
})
