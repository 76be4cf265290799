import { riderKeyFor } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { aFakeRiderApi, type FakeRiderApi } from '@doorstep/web/testing'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { aRide } from './a-ride.ts'
import { type PagesUnderTest, pagesUnderTest } from './pages-under-test.ts'

const ride = aRide()
const { pickup, dropoff } = ride.delivery()

export const riderKey = riderKeyFor('r-1', 'a secret of this test')
export const newRiderKey = riderKeyFor('r-1', 'a secret of this test', 1)
export const kitchen = pickup.address ?? ''
export const door = dropoff.address ?? ''
export const toFetch = {
  deliveryId: 'd-1',
  status: 'assigned',
  pickup,
  dropoff,
  assignedAt: Date.now(),
} as const

interface PhoneOptions extends BrowserContextOptions {
  readonly path?: string
  /** What its owner says when the page asks where it is. */
  readonly permission?: 'granted' | 'prompt' | 'denied'
}

export interface Phones {
  readonly api: FakeRiderApi
  readonly origin: string
  /** A phone that stands at the kitchen and opens its rider's link. */
  phone(options?: PhoneOptions): Promise<Page>
  /** One that shares, and has heard from the server how often. */
  sharing(options?: PhoneOptions): Promise<Page>
  putAllAway(): Promise<void>
  stop(): Promise<void>
}

/** The rider page in a real browser, with an API that the test speaks for. */
export async function phones(): Promise<Phones> {
  const api = await aFakeRiderApi()
  const pages: PagesUnderTest = await pagesUnderTest({}, { INGEST_URL: api.url, DELIVERIES_URL: api.url })
  const { origin } = pages
  const inHand = new Set<BrowserContext>()

  async function phone(options: PhoneOptions = {}): Promise<Page> {
    const { path = `/rider#key=${riderKey}`, permission = 'granted', ...look } = options
    return await pages.visit(path, { serviceWorkers: 'allow', ...look }, async (context) => {
      inHand.add(context)
      context.setDefaultTimeout(10_000)
      if (permission === 'granted') await context.grantPermissions(['geolocation'], { origin })
      else await answerWith(context, permission, origin)
      await context.setGeolocation(positionAt(0))
    })
  }

  return {
    api,
    origin,
    phone,
    async sharing(options) {
      const page = await phone(options)
      await page.getByRole('button', { name: 'Resume' }).click()
      await page.getByText('Sent just now').waitFor()
      return page
    },
    async putAllAway() {
      for (const context of inHand) await context.close()
      inHand.clear()
    },
    async stop() {
      await pages.stop()
      await api.stop()
    },
  }
}

/** Playwright can grant a permission, but not refuse one. What is set holds while the page that set it is open. */
async function answerWith(
  context: BrowserContext,
  setting: 'prompt' | 'denied',
  origin: string,
): Promise<void> {
  const page = await context.newPage()
  const devTools = await context.newCDPSession(page)
  const { targetInfo } = await devTools.send('Target.getTargetInfo')
  const { browserContextId } = targetInfo
  await devTools.send('Browser.setPermission', {
    origin,
    permission: { name: 'geolocation' },
    setting,
    ...(browserContextId !== undefined && { browserContextId }),
  })
}

/** So many metres along the ride, as the browser is told. */
function positionAt(alongM: number) {
  const { lat, lon } = ride.fix(alongM)
  return { latitude: lat, longitude: lon, accuracy: 6 }
}

/** The same as the phone reports it: what tells one place of the ride from the next. */
export const latitudeAt = (alongM: number): number => Math.round(ride.fix(alongM).lat * 1e7) / 1e7

export async function moveTo(page: Page, alongM: number): Promise<void> {
  await page.context().setGeolocation(positionAt(alongM))
}

/** Goes on once each place was seen, so that none is passed over. */
export async function travel(
  page: Page,
  along: readonly number[],
  seen: () => readonly number[] | Promise<readonly number[]>,
): Promise<void> {
  for (const alongM of along) {
    await until(async () => {
      await moveTo(page, alongM)
      return (await seen()).includes(latitudeAt(alongM))
    })
  }
}

/** Each place once: a phone that stands tells more than once where. */
export function places(latitudes: readonly number[]): number[] {
  return latitudes.filter((lat, index) => lat !== latitudes[index - 1])
}

/** What waits in the phone's IndexedDB: the latitude of each, oldest first. */
export function waiting(page: Page): Promise<number[]> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('doorstep-positions')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('items').objectStore('items').getAll()
      reading.onsuccess = () => resolve(reading.result.map(({ item }) => item.lat))
      opening.result.close()
    }
  })`)
}

/** Presses the button for as long as it takes. */
export async function hold(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name })
  const box = await button.boundingBox()
  if (box === null) throw new Error(`${name} is not in sight`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await button.waitFor({ state: 'detached' })
  await page.mouse.up()
}
