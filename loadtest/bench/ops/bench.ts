import { setTimeout as delay } from 'node:timers/promises'
import type { OperationsChanges } from '@doorstep/contracts'
import { buildPages, pagesDirectory } from '@doorstep/web'
import { aFakeLive, aWeb, type FakeLive, OPERATIONS_KEY } from '@doorstep/web/testing'
import type { Browser, Page } from 'playwright-core'
import { aFleet, type Fleet } from '../../../test/e2e/a-fleet.ts'
import { launchChromium } from '../../../test/e2e/chromium.ts'
import { type OpsResult, type OpsRound, opsLine, opsResult } from './result.ts'
import { framesPerSecond, scriptingByFrame } from './trace.ts'

const RIDERS = 1_000
const WINDOW_MS = 5_000
const TELL_EVERY_MS = 500
/** Compilers, and what the view before left to do. */
const WARMING_UP = 0
/** Without a graphics card, on a busy machine. */
const DRAWN_WITHIN_MS = 90_000
/** As where there is no graphics card: one that is emulated holds frames back for seconds while cores are scarce. */
const paintedByProcessor = ['--disable-gpu-compositing', '--disable-accelerated-2d-canvas']
const desktop = { width: 1440, height: 900 }

/** All of them move in each: what differs is how many are drawn. */
const views = [
  { name: 'the whole city, in clusters', show: async () => {} },
  {
    name: 'the whole city, one by one',
    /** Who is not looked for is drawn faint, and never with others. */
    async show(page: Page) {
      await page.locator('.filter[data-filter="late"]').click()
      await page.locator('.filter[data-filter="late"][aria-pressed="true"]').waitFor()
    },
  },
  {
    name: 'the centre, one by one',
    /** At full size: those in sight. */
    async show(page: Page) {
      await page.locator('.filter[data-filter="all"]').click()
      await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
      await page.locator('.maplibregl-canvas').press('=')
      await mapIsDrawn(page)
    },
  },
] as const

interface BenchOptions {
  readonly rounds: number
  readonly onProgress: (line: string) => void
}

/** What the operations map does in each frame while a thousand riders move, by the browser's own trace. */
export async function benchOps({ rounds, onProgress }: BenchOptions): Promise<readonly OpsResult[]> {
  await buildPages()
  const live = await aFakeLive()
  const { app, origin } = await aWeb({ LIVE_URL: live.url }, { pagesDirectory })
  const browser = await launchChromium(paintedByProcessor)
  const startedAt = performance.now()
  const fleet = aFleet({ riders: RIDERS, late: 20, silent: 10, free: 60, waiting: 5 })
  let riding: ReturnType<typeof ride> | undefined
  try {
    const page = await opened(browser, origin, live, fleet)
    riding = ride(live, fleet, startedAt)
    const results: OpsResult[] = []
    for (const view of views) {
      await view.show(page)
      const measured: OpsRound[] = []
      for (let round = 0; round <= rounds; round++) {
        const figures = await measure(browser, page)
        if (round === WARMING_UP) continue
        onProgress(`${view.name}, round ${round}: ${opsLine(figures)}`)
        measured.push(figures)
      }
      results.push(opsResult(`${RIDERS} riders, ${view.name}`, measured))
    }
    return results
  } finally {
    riding?.stop()
    await browser.close()
    await app.close()
    await live.stop()
  }
}

async function opened(browser: Browser, origin: string, live: FakeLive, fleet: Fleet): Promise<Page> {
  live.operations.open(() => [fleet.snapshot()])
  const page = await browser.newPage({ viewport: desktop, locale: 'en-GB' })
  await page.goto(`${origin}/ops`)
  await page.getByLabel('API key').fill(OPERATIONS_KEY)
  await page.getByRole('button', { name: 'Open' }).click()
  await mapIsDrawn(page)
  return page
}

const mapIsDrawn = (page: Page) =>
  page.locator('.map[data-drawn="true"]').waitFor({ timeout: DRAWN_WITHIN_MS })

/**
 * Everybody reports each second; the stream tells half of them each half second. By the clock, however late the timer is: a
 * rider whose fixes are ten seconds old no longer glides.
 */
function ride(live: FakeLive, fleet: Fleet, startedAt: number): { stop(): void } {
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    live.operations.send(half(fleet.moved((performance.now() - startedAt) / 1_000), ticks % 2))
  }, TELL_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

function half(changes: OperationsChanges, which: number): OperationsChanges {
  return { ...changes, fixes: changes.fixes.filter((_row, index) => index % 2 === which) }
}

async function measure(browser: Browser, page: Page): Promise<OpsRound> {
  await browser.startTracing(page, { categories: ['devtools.timeline'] })
  await delay(WINDOW_MS)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  return { scriptingMs: scriptingByFrame(traceEvents), fps: framesPerSecond(traceEvents) }
}
