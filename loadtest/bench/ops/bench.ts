import { setTimeout as delay } from 'node:timers/promises'
import type { OperationsChanges } from '@doorstep/contracts'
import { buildPages, pagesDirectory } from '@doorstep/web'
import { aFakeLive, aWeb, type FakeLive, OPERATIONS_KEY } from '@doorstep/web/testing'
import type { Browser, Page } from 'playwright-core'
import { aFleet, type Fleet } from '../../../test/e2e/a-fleet.ts'
import { launchChromium } from '../../../test/e2e/chromium.ts'
import { type OpsResult, type OpsRound, opsResult } from './result.ts'
import { scriptingByFrame } from './trace.ts'

const RIDERS = 1_000
const WINDOW_MS = 5_000
const TELL_EVERY_MS = 500
/** Without a graphics card, on a busy machine. */
const DRAWN_WITHIN_MS = 90_000
const desktop = { width: 1440, height: 900 }

/** As the page opens, and one step closer, where each rider is drawn: those in sight, while all of them move. */
const views = [
  { name: 'the whole city, in clusters', show: async () => {} },
  {
    name: 'the centre, one by one',
    async show(page: Page) {
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
  const browser = await launchChromium()
  const fleet = aFleet({ riders: RIDERS, late: 20, silent: 10, free: 60, waiting: 5 })
  let riding: ReturnType<typeof ride> | undefined
  try {
    const page = await opened(browser, origin, live, fleet)
    riding = ride(live, fleet)
    const results: OpsResult[] = []
    for (const view of views) {
      await view.show(page)
      const measured: OpsRound[] = []
      for (let round = 1; round <= rounds; round++) {
        const figures = await measure(browser, page)
        onProgress(
          `${view.name}, round ${round}: p95 ${figures.p95Ms.toFixed(2)} ms of scripting a frame, ${figures.fps.toFixed(0)} frames/s`,
        )
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

/** Everybody reports each second; the stream tells half of them each half second. */
function ride(live: FakeLive, fleet: Fleet): { stop(): void } {
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    live.operations.send(half(fleet.moved((ticks * TELL_EVERY_MS) / 1_000), ticks % 2))
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
  const frames = scriptingByFrame(traceEvents).toSorted((a, b) => a - b)
  const at = (share: number) =>
    frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? Number.NaN
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), fps: (frames.length / WINDOW_MS) * 1_000 }
}
