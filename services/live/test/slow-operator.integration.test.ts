import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { OperationsMessage } from '@doorstep/contracts'
import { aFix, until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createAudience } from '../src/operations/audience.ts'
import { createRidersBoard } from '../src/operations/riders-board.ts'
import { operatorSockets } from '../src/operations/sockets.ts'
import { aSlowLink } from './a-slow-link.ts'

/** A bad mobile network; the changes of half a second, some 20 KB, take 1.2 s. */
const BYTES_A_SECOND = 16_000
const RIDERS = 300
const SECONDS = 6

/** The operators' sockets, and a board that is moved by the test. */
async function operatorsLookingAt(board: ReturnType<typeof createRidersBoard>) {
  let conflated = 0
  const metrics = {
    operators() {},
    conflated() {
      conflated += 1
    },
  }
  const customers = () => ({ connections: 0, conflated: 0, closed: { tooSlow: 0 }, since: 0 })
  const sockets = operatorSockets({
    apiKey: 'key',
    publicOrigin: 'http://pages.test',
    fixes: { hold: () => ({ ready: Promise.resolve(), release() {} }), stop: async () => {} },
    audience: createAudience({ board, customers, metrics, now: Date.now }),
  })
  const server = createServer().on('upgrade', sockets.upgrade).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, conflated: () => conflated }
}

it('an operator on a slow link is shown 300 riders less than 2 s late, and nothing is queued', async ({
  annotate,
}) => {
  const board = createRidersBoard({ deliveries: { find: () => undefined }, now: Date.now })
  const everybodyMoves = (recordedAt: number) => {
    for (let n = 0; n < RIDERS; n++) {
      board.applyFix(aFix({ riderId: `rider-${n}`, recordedAt, speedMps: 5.1, bearingDeg: 92.5 }))
    }
  }
  everybodyMoves(Date.now())
  const { port, conflated } = await operatorsLookingAt(board)
  const link = await aSlowLink(port, BYTES_A_SECOND)
  onTestFinished(link.stop)
  const socket = new WebSocket(`ws://127.0.0.1:${link.port}/v1/operations/stream`, 'doorstep.v1', {
    headers: { authorization: 'Bearer key' },
  })
  onTestFinished(() => socket.terminate())
  const lateMs: number[] = []
  socket.on('message', (text) => {
    const { type, at }: OperationsMessage = JSON.parse(String(text))
    if (type === 'changes') lateMs.push(Date.now() - at)
  })
  await once(socket, 'open')

  const endsAt = Date.now() + SECONDS * 1_000
  for (let at = Date.now(); at < endsAt; at = Date.now()) {
    everybodyMoves(at)
    await delay(100)
  }
  await until(() => lateMs.length > SECONDS / 4)
  await annotate(
    `changes of ${RIDERS} riders at ${BYTES_A_SECOND} B/s: at most ${Math.max(...lateMs)} ms late`,
  )
  expect(Math.max(...lateMs)).toBeLessThan(2_000)
  expect(conflated()).toBeGreaterThan(0)
  expect(socket.readyState).toBe(WebSocket.OPEN)
})
