import type { RiderStop } from '@doorstep/contracts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keptInMemory } from '../outbox/a-kept.ts'
import type { Answer } from '../outbox/answer.ts'
import type { StatusReport, Stop } from './stops.ts'
import { createStopsBoard, type StopsState } from './stops-board.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const place = { lat: 60.17, lon: 24.94 }
const toFetch: RiderStop = {
  deliveryId: 'd-1',
  status: 'assigned',
  pickup: place,
  dropoff: place,
  assignedAt: 1,
}
const onItsWay: RiderStop = { ...toFetch, status: 'picked-up' }

/** A server that has this delivery, and answers a report so. */
async function aBoard(report: (server: { delivery: RiderStop }) => Answer<unknown>) {
  const server = { delivery: toFetch, away: false }
  const states: StopsState[] = []
  const kept = keptInMemory<StatusReport>()
  let told = 0
  const board = createStopsBoard({
    riderId: 'r-1',
    kept,
    onTold() {
      told += 1
    },
    api: {
      load: async () =>
        server.away
          ? { kind: 'later', retryAfterMs: 0 }
          : { kind: 'taken', body: { deliveries: [server.delivery], stops: [] } },
      report: async () => (server.away ? { kind: 'later', retryAfterMs: 0 } : report(server)),
    },
    onState: (state) => void states.push(state),
  })
  await vi.advanceTimersByTimeAsync(0)
  const shown = () => states.at(-1)
  const first = (): Stop => {
    const [stop] = shown()?.stops ?? []
    if (stop === undefined) throw new Error('no stop is shown')
    return stop
  }
  return { board, server, kept, shown, first, told: () => told }
}

function takes(server: { delivery: RiderStop }): Answer<unknown> {
  server.delivery = onItsWay
  return { kind: 'taken', body: {} }
}

it('goes on to the next stop once it is told', async () => {
  const { board, shown, first } = await aBoard(takes)
  await board.done(first())
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toMatchObject({ stops: [{ kind: 'dropoff' }], untold: 0, refused: undefined })
})

it('goes on without network, and tells once it is back', async () => {
  const { board, server, kept, shown, first } = await aBoard(takes)
  server.away = true
  await board.done(first())
  expect(shown()).toMatchObject({ stops: [{ kind: 'dropoff' }], untold: 1 })

  server.away = false
  board.retryNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toMatchObject({ stops: [{ kind: 'dropoff' }], untold: 0 })
  expect(await kept.count()).toBe(0)
})

it('says once that the server has a report, when it has', async () => {
  const { board, server, first, told } = await aBoard(takes)
  server.away = true
  await board.done(first())
  expect(told()).toBe(0)
  server.away = false
  board.retryNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(told()).toBe(1)
})

it('goes back when it is refused, and says of which delivery', async () => {
  const { board, shown, first } = await aBoard(() => ({ kind: 'refused', code: 'ILLEGAL_TRANSITION' }))
  await board.done(first())
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toMatchObject({ stops: [{ kind: 'pickup' }], untold: 0, refused: 'd-1' })
})

it('says nothing of a refusal when it is done all the same: the answer before was lost', async () => {
  const { board, shown, first } = await aBoard((server) => {
    server.delivery = onItsWay
    return { kind: 'refused', code: 'ILLEGAL_TRANSITION' }
  })
  await board.done(first())
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toMatchObject({ stops: [{ kind: 'dropoff' }], refused: undefined })
})

it('says that the key is refused, and keeps the report', async () => {
  const { board, kept, first } = await aBoard(() => ({ kind: 'key-refused' }))
  await board.done(first())
  expect(await kept.count()).toBe(1)
})
