import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { defaultRates } from '../src/rider-pace.ts'
import { appOnALog } from './app-on-a-log.ts'
import { keyOf } from './rider-key.ts'

const PER_REPORT = 500
/** As many as a rider may send at once, whatever is in them. */
const AT_ONCE = defaultRates.requests.burst
const { burst, perS } = defaultRates.locations
const now = Date.now()
const here = (n: number) => ({ lat: 60.17, lon: 24.94, recordedAt: now - n, accuracyM: 5, speedMps: 4.2 })
const single = JSON.stringify(here(0))
const largest = JSON.stringify({ locations: Array.from({ length: PER_REPORT }, (_, n) => here(n)) })

async function listening() {
  const { app, fixes } = await appOnALog()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const agent = new Agent({ keepAlive: true })
  onTestFinished(async () => {
    agent.destroy()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo

  async function post(riderId: string, body: string): Promise<number | undefined> {
    const headers = { authorization: `Bearer ${keyOf(riderId)}`, 'content-type': 'application/json' }
    const sent = request({ agent, port, method: 'POST', path: '/v1/locations', headers }).end(body)
    const [response] = await once(sent, 'response')
    response.resume()
    await once(response, 'end')
    return response.statusCode
  }
  return { post, fixes }
}

// What that costs the others in milliseconds no suite on a shared machine can tell: `npm run bench -- flood` does.
it('one rider who floods with the largest batches gets no more of ingest than their allowance, the others all they want', async () => {
  const { post, fixes } = await listening()
  const began = performance.now()
  const statuses = { flood: new Set<unknown>(), others: new Set<unknown>() }
  for (let round = 0; round < 6; round += 1) {
    const flood = Array.from({ length: AT_ONCE }, () => post('r-flood', largest))
    for (const status of await Promise.all(flood)) statuses.flood.add(status)
    statuses.others.add(await post(`r-${round}`, single))
  }
  const seconds = (performance.now() - began) / 1000
  expect([...statuses.others]).toEqual([202])
  expect([...statuses.flood]).toEqual([202, 429])
  // The last of those that are covered may be more than what is left.
  const atMost = burst + perS * seconds + PER_REPORT
  expect(fixes.filter(({ riderId }) => riderId === 'r-flood').length).toBeLessThanOrEqual(atMost)
})
