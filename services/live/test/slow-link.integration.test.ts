import { setTimeout as delay } from 'node:timers/promises'
import { until } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { aGateway } from './a-gateway.ts'
import { aSlowLink } from './a-slow-link.ts'
import { overEvents, overWebSocket, type Viewer } from './a-viewer.ts'
import { aLivePosition } from './positions.ts'

const BYTES_A_SECOND = 2_000
const POSITIONS_A_SECOND = 20

/** Ten minutes: `SLOW_LINK_SECONDS=600`. */
const SECONDS = Number(process.env.SLOW_LINK_SECONDS ?? 8)

it.concurrent.for([
  ['a WebSocket', 'url', (url: string): Viewer => overWebSocket(url)],
  ['a stream of events', 'eventsUrl', (url: string): Viewer => overEvents(url)],
] as const)(
  '%s at 2 KB/s, shown twice as much, stays under 2 s behind, and nothing is kept for it',
  async ([, address, open], { annotate, onTestFinished }) => {
    const gateway = await aGateway()
    onTestFinished(gateway.stop)
    const url = new URL(gateway[address])
    const link = await aSlowLink(Number(url.port), BYTES_A_SECOND)
    onTestFinished(link.stop)
    url.port = String(link.port)
    const page = open(url.href)
    onTestFinished(page.close)
    const behindMs: number[] = []
    page.onPosition(({ recordedAt }) => behindMs.push(Date.now() - recordedAt))
    await page.first

    const endsAt = Date.now() + SECONDS * 1_000
    let shown = 0
    let positions = 0
    while (Date.now() < endsAt) {
      shown = Date.now()
      gateway.show(
        aLivePosition(shown, { speedMps: 5.1, bearingDeg: 92.5, accuracyM: 6.4, remainingM: 812.4 }),
      )
      positions += 1
      await delay(1_000 / POSITIONS_A_SECOND)
    }
    await until(() => page.positions().at(-1)?.recordedAt === shown)

    await annotate(`${behindMs.length} of ${positions} positions, at most ${Math.max(...behindMs)} ms behind`)
    expect(Math.max(...behindMs)).toBeLessThan(2_000)
    expect(gateway.counts.conflated).toBeGreaterThan(SECONDS)
    // Each was either brought or left out: none waits anywhere.
    expect(behindMs.length + gateway.counts.conflated).toBe(positions)
    expect(gateway.counts.closed).toEqual([])
  },
)
