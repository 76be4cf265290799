import type { CreatedDelivery, IngestAnswer, RiderCredentials } from '@doorstep/contracts'
import { check, type System } from '@doorstep/demo'
import { until } from '@doorstep/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hold } from './a-phone.ts'
import { launchChromium } from './chromium.ts'
import { keepPicture, mapIsDrawn, phone } from './pages-under-test.ts'
import { theSystem } from './system.ts'

let system: System
let browser: Browser

beforeAll(async () => {
  system = await theSystem(5)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

it('carries one fix from a phone to a socket, a row and a notification', async () => {
  const hops = await check(system)
  for (const { name, ms } of hops) expect(ms, name).toBeLessThan(5_000)
})

it("shuts a rider's phone out within 5 s of the revocation of its key, and lets the new key in", async () => {
  const { riderId, riderKey } = await called<RiderCredentials>('POST', '/v1/riders', {})
  const report = async (key: string) => {
    const location = { lat: 60.17, lon: 24.94, recordedAt: Date.now() }
    return (await callTo('POST', '/v1/locations', location, key)).status
  }
  expect(await report(riderKey)).toBe(202)

  const began = performance.now()
  expect((await callTo('DELETE', `/v1/riders/${riderId}/key`)).status).toBe(204)
  await until(async () => (await report(riderKey)) === 403)
  expect(performance.now() - began).toBeLessThan(5_000)
  const renewed = await called<RiderCredentials>('POST', `/v1/riders/${riderId}/key`)
  expect(await report(renewed.riderKey)).toBe(202)
})

it("asks a rider for a fix each second while the customer's page is open, and for fewer once it is closed", async () => {
  const pickup = { lat: 60.16985, lon: 24.93845 }
  const { riderId, riderKey } = await called<RiderCredentials>('POST', '/v1/riders', {})
  const asked = async () => {
    const location = { ...pickup, recordedAt: Date.now() }
    return (await called<IngestAnswer>('POST', '/v1/locations', location, riderKey)).nextPingMs
  }
  const { deliveryId, trackingToken } = await called<CreatedDelivery>('POST', '/v1/deliveries', {
    pickup,
    dropoff: { lat: 60.1733, lon: 24.9481 },
  })
  await called('POST', `/v1/deliveries/${deliveryId}/assign`, { riderId })
  const report = (status: string) =>
    called('POST', `/v1/deliveries/${deliveryId}/status`, { status }, riderKey)
  await report('picked-up')
  await until(async () => (await asked()) === 5_000)

  const page = await browser.newPage()
  await page.goto(`${system.origin}/t/${trackingToken}`)
  await until(async () => (await asked()) === 1_000)
  await page.close()
  await until(async () => (await asked()) === 5_000)
  await report('delivered')
  await until(async () => (await asked()) === 30_000)
})

function callTo(method: string, path: string, body?: object, key = system.secrets.DOORSTEP_API_KEY) {
  return fetch(`${system.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function called<Answer>(method: string, path: string, body?: object, key?: string): Promise<Answer> {
  return (await callTo(method, path, body, key)).json() as Promise<Answer>
}

it("moves the rider's dot on the customer's map", async () => {
  const page = await browser.newPage({ viewport: phone, locale: 'en-GB' })
  await page.goto(system.origin)
  const live = page.locator('.age[data-kind="live"]')
  await page.locator('a.card', { has: live }).first().click()
  await mapIsDrawn(page)
  await live.waitFor()

  const places = new Set<string>()
  await until(
    async () => {
      places.add(await riderFromDestination(page))
      return places.size >= 10
    },
    { timeoutMs: 20_000 },
  )
  await keepPicture(page, 'pipeline')
  expect(await live.count()).toBe(1)
})

it('makes a rider of a browser: what it tells is taken, what it did is done', async () => {
  const context = await browser.newContext({
    viewport: phone,
    locale: 'en-GB',
    permissions: ['geolocation'],
    geolocation: { latitude: 60.1699, longitude: 24.9384, accuracy: 6 },
  })
  const page = await context.newPage()
  await page.goto(`${system.origin}/rider`)
  await page.getByRole('button', { name: 'Become a rider of this demo' }).click()
  await page.getByRole('img', { name: /Scan it/ }).waitFor()
  await page.getByRole('button', { name: 'Ride with this device' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('Sent just now').waitFor()
  await hold(page, 'Picked up')
  await hold(page, 'Delivered')
  await page.getByRole('heading', { name: 'No delivery right now' }).waitFor()
  await keepPicture(page, 'pipeline-rider')
})

/** In pixels, so that a camera that pans does not count as a rider who moves. */
async function riderFromDestination(page: Page): Promise<string> {
  const rider = await page.locator('.rider').boundingBox()
  const pin = await page.locator('.pin').boundingBox()
  return `${Math.round((rider?.x ?? 0) - (pin?.x ?? 0))},${Math.round((rider?.y ?? 0) - (pin?.y ?? 0))}`
}
