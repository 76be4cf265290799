import { partitionFor } from '@doorstep/kafka'
import { expect, it } from 'vitest'
import { createHandledUntil } from './handled-until.ts'

const [first = '', second = ''] = [0, 1].map((partition) =>
  ['a', 'b', 'c', 'd', 'e'].find((key) => partitionFor(key, 2) === partition),
)

/** A topic of two partitions: what is written, what is committed of it, and the time. */
function aTopic() {
  const state = { written: [0, 0], committed: [0, 0], now: 0 }
  const offsets = (of: readonly number[]) =>
    new Map(of.flatMap((offset, partition) => (offset === 0 ? [] : [[partition, BigInt(offset)] as const])))
  const handledUntil = createHandledUntil(
    { partitions: 2 },
    { ends: async () => offsets(state.written), committed: async () => offsets(state.committed) },
    () => state.now,
  )
  return {
    async asked(changes: Partial<typeof state>) {
      Object.assign(state, changes)
      await handledUntil.refresh()
      return [handledUntil.of(first), handledUntil.of(second)]
    },
  }
}

it('an empty topic is handled until now', async () => {
  expect(await aTopic().asked({ now: 5 })).toEqual([5, 5])
})

it('a partition that is behind holds up its own keys only', async () => {
  const { asked } = aTopic()
  expect(await asked({ written: [7, 9], committed: [7, 8], now: 5 })).toEqual([5, -Infinity])
})

it('a partition that is written to all the time is handled until it was asked about, once that is committed', async () => {
  const { asked } = aTopic()
  await asked({ written: [7, 0], committed: [6, 0], now: 5 })
  expect(await asked({ written: [9, 0], committed: [7, 0], now: 6 })).toEqual([5, 6])
  expect(await asked({ written: [11, 0], committed: [9, 0], now: 7 })).toEqual([5, 7])
  expect(await asked({ written: [13, 0], committed: [11, 0], now: 8 })).toEqual([7, 8])
})
