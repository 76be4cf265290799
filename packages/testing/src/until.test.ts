import { expect, it } from 'vitest'
import { until } from './until.ts'

it('returns the first truthy answer', async () => {
  const answers = [undefined, 0, 'ready', 'too far']
  expect(await until(() => answers.shift())).toBe('ready')
})

it('counts a condition that throws as not met yet', async () => {
  let asked = 0
  const condition = () => {
    asked += 1
    if (asked < 3) throw new Error('not yet')
    return asked
  }
  expect(await until(condition)).toBe(3)
})

it('gives up after its deadline and says why', async () => {
  const hopeless = () => {
    throw new Error('the server is away')
  }
  await expect(until(hopeless, { timeoutMs: 30 })).rejects.toThrow(/Not within 30 ms.*the server is away/s)
})
