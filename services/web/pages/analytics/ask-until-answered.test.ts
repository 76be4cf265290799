import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Ask, KeyRefusedError, NothingThereError } from '../api-key/ask-with-key.ts'
import { type Asking, askUntilAnswered } from './ask-until-answered.ts'

const LONGEST_WAIT_MS = 15_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Answers, or fails, in this order; and with the last of them from then on. */
function askingFor(outcomes: readonly [unknown, ...unknown[]], options: Partial<Asking<unknown>> = {}) {
  const asked: number[] = []
  const told: unknown[] = []
  const ask: Ask = async () => {
    const outcome = outcomes[Math.min(asked.length, outcomes.length - 1)]
    asked.push(Date.now())
    if (outcome instanceof Error) throw outcome
    return Response.json(outcome)
  }
  const stop = askUntilAnswered({
    ask,
    path: '/v1/analytics/summary',
    onAnswered: (answer) => void told.push(answer),
    onFailed: () => void told.push('failed'),
    onRefused: () => void told.push('refused'),
    ...options,
  })
  return { asked, told, stop }
}

const away = new Error('analytics is away')
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('asks once, if that is answered', async () => {
  const { asked, told } = askingFor([7])
  await pass(10 * LONGEST_WAIT_MS)
  expect(told).toEqual([7])
  expect(asked).toHaveLength(1)
})

it('tells of each failure, and asks until there is an answer', async () => {
  const { told } = askingFor([away, away, away, 7])
  await pass(4 * LONGEST_WAIT_MS)
  expect(told).toEqual(['failed', 'failed', 'failed', 7])
})

it('asks ever more rarely while it fails', async () => {
  const { asked } = askingFor([away])
  await pass(10 * LONGEST_WAIT_MS)
  const waits = asked.slice(1).map((at, index) => at - (asked[index] ?? 0))
  expect(waits[0]).toBeLessThanOrEqual(500)
  expect(Math.max(...waits)).toBeGreaterThan(LONGEST_WAIT_MS / 2)
  expect(Math.max(...waits)).toBeLessThanOrEqual(LONGEST_WAIT_MS)
})

it('asks again after each answer, if what was asked for still changes', async () => {
  const { told } = askingFor([1, 2, 3], { everyMs: 60_000 })
  await pass(120_000)
  expect(told).toEqual([1, 2, 3])
})

it('does not ask again with a key that opens nothing', async () => {
  const { asked, told } = askingFor([new KeyRefusedError()])
  await pass(10 * LONGEST_WAIT_MS)
  expect(told).toEqual(['refused'])
  expect(asked).toHaveLength(1)
})

it('does not ask again for what is not there', async () => {
  const told: string[] = []
  const { asked } = askingFor([new NothingThereError()], { onMissing: () => void told.push('missing') })
  await pass(10 * LONGEST_WAIT_MS)
  expect(told).toEqual(['missing'])
  expect(asked).toHaveLength(1)
})

it('asks again for what must be there', async () => {
  const { told } = askingFor([new NothingThereError(), 7])
  await pass(LONGEST_WAIT_MS)
  expect(told).toEqual(['failed', 7])
})

it.each([
  ['an answer', 7],
  ['a failure', away],
])('tells nothing once it is stopped, neither of %s on its way nor of a later one', async (_of, outcome) => {
  const { asked, told, stop } = askingFor([outcome], { everyMs: 60_000 })
  stop()
  await pass(10 * LONGEST_WAIT_MS)
  expect(told).toEqual([])
  expect(asked).toHaveLength(1)
})

it.each([
  ['the next answer', 7, [7]],
  ['the next try', away, ['failed']],
])('does not wait for %s once it is stopped', async (_for, outcome, toldBefore) => {
  const { asked, told, stop } = askingFor([outcome], { everyMs: 60_000 })
  await pass(0)
  stop()
  await pass(10 * LONGEST_WAIT_MS)
  expect(told).toEqual(toldBefore)
  expect(asked).toHaveLength(1)
})
