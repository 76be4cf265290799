import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keptInMemory } from './a-kept.ts'
import type { Answer } from './answer.ts'
import { createOutbox, type Outcome } from './outbox.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const taken: Answer<string> = { kind: 'taken', body: 'thanks' }
const later = (retryAfterMs = 0): Answer<string> => ({ kind: 'later', retryAfterMs })

function anOutbox(
  count: number,
  answer: (times: readonly number[], call: number) => Answer<string> | Promise<Answer<string>>,
) {
  const kept = keptInMemory(
    Array.from({ length: count }, (_, index) => ({ at: index + 1, item: `${index + 1}` })),
  )
  const sent: number[][] = []
  const outcomes: Outcome<string, string>[] = []
  const outbox = createOutbox<string, string>({
    kept,
    most: 3,
    async send(items) {
      const times = items.map(({ at }) => at)
      sent.push(times)
      return await answer(times, sent.length)
    },
    onOutcome: (outcome) => void outcomes.push(outcome),
  })
  return { kept, sent, outcomes, outbox, kinds: () => outcomes.map(({ kind }) => kind) }
}

it('sends everything in order, as much at once as is allowed', async () => {
  const { outbox, sent, kept } = anOutbox(7, () => taken)
  await outbox.send()
  expect(sent).toEqual([[1, 2, 3], [4, 5, 6], [7]])
  expect(kept.rows).toEqual([])
})

it('forgets nothing before it was taken', async () => {
  const heldWhileSending: number[] = []
  const { outbox, kept } = anOutbox(4, () => {
    heldWhileSending.push(kept.rows.length)
    return taken
  })
  await outbox.send()
  expect(heldWhileSending).toEqual([4, 1])
})

it('keeps everything while nobody can take it, and waits longer from failure to failure', async () => {
  const { outbox, sent, kept } = anOutbox(2, () => later())
  await outbox.send()
  for (const [index, ms] of [500, 1_000, 2_000, 4_000].entries()) {
    await vi.advanceTimersByTimeAsync(ms)
    expect(sent).toHaveLength(index + 2)
  }
  expect(kept.rows).toHaveLength(2)
})

it('waits as long as the server asks', async () => {
  const { outbox, sent } = anOutbox(1, (_times, call) => (call === 1 ? later(30_000) : taken))
  await outbox.send()
  await vi.advanceTimersByTimeAsync(29_000)
  await outbox.send()
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent).toHaveLength(2)
})

it('tries at once when the phone is online again, and sends the same again, in order', async () => {
  const { outbox, sent, kept } = anOutbox(4, (_times, call) => (call === 1 ? later(60_000) : taken))
  await outbox.send()
  await outbox.retryNow()
  expect(sent).toEqual([[1, 2, 3], [1, 2, 3], [4]])
  expect(kept.rows).toEqual([])
})

it('never has two requests on the way', async () => {
  let onTheWay = 0
  let most = 0
  const { outbox, kept } = anOutbox(1, async () => {
    onTheWay += 1
    most = Math.max(most, onTheWay)
    await vi.advanceTimersByTimeAsync(10)
    onTheWay -= 1
    return taken
  })
  const first = outbox.send()
  for (let at = 2; at <= 9; at++) {
    await kept.add({ at, item: `${at}` })
    void outbox.send()
  }
  await Promise.all([first, outbox.retryNow(), outbox.send()])
  expect(most).toBe(1)
  expect(kept.rows).toEqual([])
})

it('of a batch that is refused finds the one at fault, and sends the rest', async () => {
  const { outbox, sent, outcomes, kept } = anOutbox(5, (times) =>
    times.includes(2) ? { kind: 'refused', code: 'MALFORMED' } : taken,
  )
  await outbox.send()
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([
    { kind: 'refused', items: [{ at: 2, item: '2' }], code: 'MALFORMED' },
  ])
  expect(sent.filter((times) => !times.includes(2)).flat()).toEqual([1, 3, 4, 5])
  expect(kept.rows).toEqual([])
})

it('keeps everything when the key is refused, and stops asking', async () => {
  const { outbox, sent, kept, kinds } = anOutbox(2, () => ({ kind: 'key-refused' }))
  await outbox.send()
  await outbox.send()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([sent.length, kept.rows.length, kinds()]).toEqual([1, 2, ['key-refused']])
})

it('asks once more with a refused key when somebody looks', async () => {
  const { outbox, kept } = anOutbox(1, (_times, call) => (call === 1 ? { kind: 'key-refused' } : taken))
  await outbox.send()
  await outbox.retryNow()
  expect(kept.rows).toEqual([])
})

it('says and sends nothing more once it is stopped', async () => {
  const { outbox, kept, outcomes, sent } = anOutbox(4, () => {
    outbox.stop()
    return taken
  })
  await outbox.send()
  await outbox.retryNow()
  expect([kept.rows.length, sent.length, outcomes]).toEqual([1, 1, []])
})
