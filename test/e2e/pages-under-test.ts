import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildPages, pagesDirectory, type WebOptions } from '@doorstep/web'
import { aFakeLive, aWeb, type FakeLive } from '@doorstep/web/testing'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchChromium } from './chromium.ts'

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1440, height: 900 }

/** In which each page is looked at. */
export const looks = [
  { size: 'phone', viewport: phone, colorScheme: 'light' },
  { size: 'phone', viewport: phone, colorScheme: 'dark' },
  { size: 'desktop', viewport: desktop, colorScheme: 'light' },
  { size: 'desktop', viewport: desktop, colorScheme: 'dark' },
] as const

export interface PagesUnderTest {
  readonly live: FakeLive
  readonly origin: string
  /**
   * A browser profile of its own, at this size and in these colours. Gone with the test: a map draws on unseen. Without the
   * workers that keep pages, which would load each a second time for every test.
   */
  visit(
    path: string,
    options?: BrowserContextOptions,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<Page>
  /** What pages wrote to their consoles as errors. */
  readonly problems: readonly string[]
  stop(): Promise<void>
}

/** The pages as they are built, served by `web`, with a `live` that the test speaks for, in a real browser. */
export async function pagesUnderTest(
  options: Partial<WebOptions> = {},
  services: Parameters<typeof aWeb>[0] = {},
): Promise<PagesUnderTest> {
  await buildPages()
  const live = await aFakeLive()
  const { app, origin } = await aWeb({ LIVE_URL: live.url, ...services }, { pagesDirectory, ...options })
  const browser: Browser = await launchChromium()
  const problems: string[] = []

  return {
    live,
    origin,
    problems,
    async visit(path, context = {}, prepare = async () => {}) {
      const opened = await browser.newContext({
        viewport: phone,
        locale: 'en-GB',
        timezoneId: 'Europe/Helsinki',
        serviceWorkers: 'block',
        ...context,
      })
      onTestFinished(() => opened.close())
      await prepare(opened)
      const page = await opened.newPage()
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`)
      })
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      await page.goto(origin + path)
      return page
    },
    async stop() {
      await browser.close()
      await app.close()
      await live.stop()
    },
  }
}

/** For those who do not look at the map, which is drawn slowly without a graphics card. */
export async function withoutMap(context: BrowserContext): Promise<void> {
  await context.route(/\/assets\/(analytics|delivery|ops)-map-/, (route) => route.abort())
}

/**
 * To be looked at, in `test-results/`, where `PICTURES=1` asks for it: without a graphics card a picture of a map takes
 * longer than all else that a test does.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES !== '1') return
  const directory = fileURLToPath(new URL('../../test-results/pages', import.meta.url))
  await mkdir(directory, { recursive: true })
  await page.screenshot({ path: `${directory}/${name}.png` })
}

/** From here on the page opens without network. */
export async function canOpenOffline(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
}

/** The map has its style, its city and everything on it drawn. */
export async function mapIsDrawn(page: Page): Promise<void> {
  await page.locator('.map[data-drawn="true"]').waitFor({ timeout: 20_000 })
}
