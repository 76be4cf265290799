import { setTimeout as delay } from 'node:timers/promises'
import type { LiveMessage } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aGateway } from './a-gateway.ts'
import { aSlowLink } from './a-slow-link.ts'
import { aLivePosition } from './positions.ts'

const BYTES_A_SECOND = 2_000
const POSITIONS_A_SECOND = 20

/** Ten minutes: `SLOW_LINK_SECONDS=600`. */
const SECONDS = Number(process.env.SLOW_LINK_SECONDS ?? 8)

it('a client at 2 KB/s, shown twice as much, stays under 2 s behind, and nothing is kept for it', async () => {
  const gateway = await aGateway()
  const link = await aSlowLink(Number(new URL(gateway.url).port), BYTES_A_SECOND)
  const url = new URL(gateway.url)
  url.port = String(link.port)
  const socket = new WebSocket(url, 'doorstep.v1')
  const behindMs: number[] = []
  let newest = 0
  socket.on('message', (text) => {
    const message: LiveMessage = JSON.parse(String(text))
    if (message.type !== 'position') return
    newest = message.recordedAt
    behindMs.push(Date.now() - message.recordedAt)
  })
  await until(() => socket.readyState === WebSocket.OPEN)

  const startedAt = Date.now()
  let shown = 0
  let positions = 0
  while (Date.now() - startedAt < SECONDS * 1_000) {
    shown = Date.now()
    gateway.show(aLivePosition(shown, { speedMps: 5.1, bearingDeg: 92.5, accuracyM: 6.4, remainingM: 812.4 }))
    await delay(1_000 / POSITIONS_A_SECOND)
    positions += 1
  }
  await until(() => newest === shown)

  expect(Math.max(...behindMs)).toBeLessThan(2_000)
  expect(gateway.counts.conflated).toBeGreaterThan(SECONDS)
  // Each was either brought or left out: none waits anywhere.
  expect(behindMs.length + gateway.counts.conflated).toBe(positions)
  expect(gateway.counts.closed).toEqual([])
  socket.terminate()
  await gateway.stop()
  await link.stop()
})
