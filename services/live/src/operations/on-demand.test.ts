import { silentLog, until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { onDemand, readyWithin } from './on-demand.ts'

/** A service that fails to start so many times, and what it was asked to do. */
function aService({ failures = 0 } = {}) {
  const asked: string[] = []
  let left = failures
  return {
    asked,
    create: () => ({
      name: 'fixes',
      async start() {
        left -= 1
        asked.push(left >= 0 ? 'failed' : 'started')
        if (left >= 0) throw new Error('Kafka is away')
      },
      async stop() {
        asked.push('stopped')
      },
    }),
  }
}

it('runs once for all who hold it, until the last has released it', async () => {
  const { asked, create } = aService()
  const demand = onDemand({ create, log: silentLog, lingerMs: 0 })
  const [first, second] = [demand.hold(), demand.hold()]
  await Promise.all([first.ready, second.ready])
  expect(asked).toEqual(['started'])
  first.release()
  first.release()
  second.release()
  await until(() => asked.includes('stopped'))
  expect(asked).toEqual(['started', 'stopped'])
})

it('goes on for who comes before the time after the last is over, and starts anew for who comes later', async () => {
  const { asked, create } = aService()
  const demand = onDemand({ create, log: silentLog, lingerMs: 50 })
  demand.hold().release()
  const back = demand.hold()
  await back.ready
  expect(asked).toEqual(['started'])
  back.release()
  await until(() => asked.includes('stopped'))
  await demand.hold().ready
  expect(asked).toEqual(['started', 'stopped', 'started'])
})

it('tries again while what it needs is away, and says that it is not ready', async () => {
  const { asked, create } = aService({ failures: 1 })
  const demand = onDemand({ create, log: silentLog })
  const hold = demand.hold()
  expect(await readyWithin(hold, 1)).toBe(false)
  await hold.ready
  expect(asked).toEqual(['failed', 'stopped', 'started'])
  await demand.stop()
  expect(asked.at(-1)).toBe('stopped')
})

it('does not start for who comes after it was stopped', async () => {
  const { asked, create } = aService()
  const demand = onDemand({ create, log: silentLog })
  await demand.hold().ready
  await demand.stop()
  expect(await readyWithin(demand.hold(), 20)).toBe(false)
  expect(asked).toEqual(['started', 'stopped'])
})
