import { expect, it } from 'vitest'
import { rememberFor } from './remember-for.ts'

function aCounter() {
  let now = 0
  let asked = 0
  const ask = async () => {
    asked += 1
    if (asked === 1) throw new Error('away')
    return asked
  }
  const wait = (ms: number) => {
    now += ms
  }
  return { ask: rememberFor(1000, ask, () => now), wait }
}

it('asks once for all who want the answer in time, and again after it', async () => {
  const { ask, wait } = aCounter()
  await expect(ask()).rejects.toThrow('away')

  expect(await Promise.all([ask(), ask()])).toEqual([2, 2])
  wait(999)
  expect(await ask()).toBe(2)
  wait(1)
  expect(await ask()).toBe(3)
})

it('does not remember a failure', async () => {
  const { ask } = aCounter()
  await expect(ask()).rejects.toThrow('away')
  expect(await ask()).toBe(2)
})
