import { expect, it } from 'vitest'
import { spread } from './spread.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

it('does it to each once, in order, and not to all at once', async () => {
  const done: number[] = []
  const spreading = spread(numbers(50), (n) => void done.push(n), 20)
  expect(done.length).toBeLessThan(50)
  await spreading
  expect(done).toEqual(numbers(50))
})

it('is over when the last is done, not when it was begun', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let over = false
  const spreading = spread([1], () => promise).then(() => {
    over = true
  })
  await new Promise(setImmediate)
  expect(over).toBe(false)
  resolve()
  await spreading
})

it('waits for nothing when there is nobody', async () => {
  await spread([], () => new Promise(() => undefined))
})
