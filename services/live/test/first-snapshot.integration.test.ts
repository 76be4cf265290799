import { aTopicPrefix } from '@doorstep/testing'
import { beforeAll, expect, it } from 'vitest'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedOnItsWay } from './a-delivery-watched.ts'
import { publisherForAll } from './a-publisher.ts'
import { overEvents, overWebSocket, type Viewer } from './a-viewer.ts'
import { liveForAll } from './live-under-test.ts'

/** Promised (issue 5): from the first packet, handshakes included. */
const WITHIN_MS = 150
const CONNECTS = 200
const WARM_UP = 30

const topicPrefix = aTopicPrefix()
const live = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)
const overSocket = (token: string) => overWebSocket(live.stream(token))
let tokens: readonly string[]

beforeAll(async () => {
  tokens = await Promise.all(Array.from({ length: 20 }, aTokenOfADeliveryOnItsWay))
})

async function aTokenOfADeliveryOnItsWay(): Promise<string> {
  const delivery = aDeliveryUnderWay(publisher)
  const page = await watchedOnItsWay(delivery, overSocket)
  page.close()
  await page.closed
  return delivery.token
}

/** How long it takes one customer after another, each the first to look at a delivery, until they see where it is. */
async function waits(open: (token: string) => Viewer): Promise<number[]> {
  const waited: number[] = []
  for (let n = 0; n < WARM_UP + CONNECTS; n++) {
    const startedAt = performance.now()
    const page = open(tokens[n % tokens.length] ?? '')
    expect(await page.first).toMatchObject({ type: 'snapshot', position: {} })
    if (n >= WARM_UP) waited.push(performance.now() - startedAt)
    page.close()
    await page.closed
  }
  return waited.sort((a, b) => a - b)
}

it.for([
  ['WebSocket', overSocket],
  ['server-sent events', (token: string) => overEvents(live.events(token))],
] as const)(
  'a customer who comes over %s is shown where things stand within 150 ms',
  async ([, open], { annotate }) => {
    const waited = await waits(open)
    const quantile = (share: number) => Math.ceil(waited[Math.ceil(share * CONNECTS) - 1] ?? 0)
    await annotate(
      `connect to snapshot, ${CONNECTS} times: median ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, p99 ${quantile(0.99)} ms`,
    )
    expect(quantile(0.95)).toBeLessThan(WITHIN_MS)
  },
)
