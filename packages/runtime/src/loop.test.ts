import { describe, expect, it, vi } from 'vitest'
import { createLoop } from './loop.ts'

const HOUR_MS = 3_600_000

async function running(step: () => Promise<boolean>, everyMs = HOUR_MS) {
  const log = { info: vi.fn(), warn: vi.fn() }
  const loop = createLoop({ name: 'test', everyMs, step, log: log as never })
  await loop.start()
  return { ...loop, log }
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 1 })

describe('a loop', () => {
  it('takes a step at the start, when it is woken, and at each tick', async () => {
    let steps = 0
    const step = async () => ++steps < 0
    const loop = await running(step)
    await until(() => steps === 1)
    loop.wake()
    await until(() => steps === 2)
    await loop.stop()

    const ticking = await running(step, 1)
    await until(() => steps > 5)
    await ticking.stop()
  })

  it('goes on at once while there may be more', async () => {
    let left = 5
    const loop = await running(async () => --left > 0)
    await until(() => left === 0)
    await loop.stop()
  })

  it('takes one step at a time, and another after a wake in the middle of one', async () => {
    const steps: PromiseWithResolvers<boolean>[] = []
    const loop = await running(() => {
      const step = Promise.withResolvers<boolean>()
      steps.push(step)
      return step.promise
    })
    loop.wake()
    loop.wake()
    expect(steps).toHaveLength(1)
    steps[0]?.resolve(false)
    await until(() => steps.length === 2)

    const stopped = loop.stop()
    steps[1]?.resolve(false)
    await stopped
    expect(steps).toHaveLength(2)
  })

  it('outlives steps that fail: the first of a row is told, and that it goes on', async () => {
    const failure = new Error('Postgres is away')
    let steps = 0
    const { stop, log } = await running(async () => {
      steps += 1
      if (steps < 4) throw failure
      return false
    }, 1)
    await until(() => steps > 5)
    await stop()
    expect(log.warn).toHaveBeenCalledExactlyOnceWith({ err: failure }, 'test waits')
    expect(log.info).toHaveBeenCalledExactlyOnceWith({ failures: 3 }, 'test goes on')
  })

  it('a wake does not end the pause after a failure: the next step would find the same', async () => {
    let steps = 0
    const loop = await running(async () => {
      steps += 1
      loop?.wake()
      throw new Error('Kafka is away')
    })
    await until(() => steps === 1)
    await loop.stop()
    expect(steps).toBe(1)
  })
})
