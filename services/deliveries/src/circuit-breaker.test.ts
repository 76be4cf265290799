import { expect, it } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker.ts'

function aBreaker() {
  const clock = { now: 0 }
  return { clock, breaker: createCircuitBreaker({ failures: 2, pauseMs: 100, now: () => clock.now }) }
}

it('asks until it has failed so many times in a row', () => {
  const { breaker } = aBreaker()
  breaker.failed()
  breaker.succeeded()
  breaker.failed()
  expect([breaker.mayAsk(), breaker.isOpen()]).toEqual([true, false])
  breaker.failed()
  expect([breaker.mayAsk(), breaker.isOpen()]).toEqual([false, true])
})

it.each([
  { after: 99, may: [false, false] },
  { after: 100, may: [true, false] },
])('lets one ask after a pause: $may after $after of 100 ms', ({ after, may }) => {
  const { breaker, clock } = aBreaker()
  breaker.failed()
  breaker.failed()
  clock.now = after
  expect([breaker.mayAsk(), breaker.mayAsk()]).toEqual(may)
})

it('is closed again by one success, and open for another pause after one failure more', () => {
  const { breaker, clock } = aBreaker()
  breaker.failed()
  breaker.failed()
  clock.now = 100
  breaker.failed()
  clock.now = 199
  expect(breaker.mayAsk()).toBe(false)
  breaker.succeeded()
  expect(breaker.mayAsk()).toBe(true)
})
