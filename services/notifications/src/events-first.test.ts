import type { LocationFix } from '@doorstep/contracts'
import type { HandlerContext, Received } from '@doorstep/kafka'
import { aFix } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { eventsFirst, LIVE_WITHIN_MS } from './events-first.ts'

const NOW = 1_700_000_000_000
const context: HandlerContext = { topic: 'delivery-location', partition: 0, isStale: () => false }

function receivedAt(...times: number[]): Received<LocationFix>[] {
  return times.map((time, index) => ({
    event: aFix({ receivedAt: time }),
    key: 'r-1',
    partition: 0,
    offset: String(index),
  }))
}

/** A topic with one partition, of which so much is written and so much is handled. */
function anEventsTopic(state: { written: number; handled: number }) {
  let asked = 0
  return {
    state,
    timesAsked: () => asked,
    events: {
      async ends() {
        asked += 1
        return new Map([[0, BigInt(state.written)]])
      },
      hasPassed: async (ends: ReadonlyMap<number, bigint>) => state.handled >= Number(ends.get(0)),
    },
  }
}

function gatedBy(topic: ReturnType<typeof anEventsTopic>, clock = { now: NOW }) {
  const handled: number[] = []
  const handle = eventsFirst(
    async (batch) => void handled.push(...batch.map(({ event }) => event.receivedAt)),
    { events: topic.events, now: () => clock.now },
  )
  return { handled, handle: (...times: number[]) => handle(receivedAt(...times), context) }
}

describe('eventsFirst', () => {
  const live = NOW - LIVE_WITHIN_MS + 1
  const old = NOW - LIVE_WITHIN_MS

  it('lets live fixes pass without a question', async () => {
    const topic = anEventsTopic({ written: 5, handled: 0 })
    const { handled, handle } = gatedBy(topic)
    await handle(live, NOW)
    expect(handled).toEqual([live, NOW])
    expect(topic.timesAsked()).toBe(0)
  })

  it('holds fixes that are not live until the events written before are handled', async () => {
    const topic = anEventsTopic({ written: 5, handled: 4 })
    const { handled, handle } = gatedBy(topic)

    await expect(handle(old, live)).rejects.toMatchObject({ retryable: true })
    expect(handled).toEqual([])

    topic.state.handled = 5
    await handle(old, live)
    expect(handled).toEqual([old, live])
  })

  it('does not wait for events written after it began to', async () => {
    const topic = anEventsTopic({ written: 5, handled: 4 })
    const { handled, handle } = gatedBy(topic)
    await expect(handle(old)).rejects.toThrow()
    topic.state.written = 9
    topic.state.handled = 5
    await handle(old)
    expect(handled).toEqual([old])
  })

  it('asks once for all that was received before it asked', async () => {
    const topic = anEventsTopic({ written: 5, handled: 5 })
    const { handle } = gatedBy(topic)
    await handle(old - 3_600_000)
    await handle(old - 60_000)
    await handle(old)
    expect(topic.timesAsked()).toBe(1)
  })

  it('asks again when fixes that came later are not live any more', async () => {
    const clock = { now: NOW }
    const topic = anEventsTopic({ written: 5, handled: 5 })
    const { handle } = gatedBy(topic, clock)
    await handle(old)
    clock.now += 60_000
    topic.state.written = 6
    await expect(handle(NOW + 1_000)).rejects.toThrow()
  })
})
