import { afterEach, expect, it, vi } from 'vitest'
import { keepAwake } from './keep-awake.ts'

afterEach(() => void vi.unstubAllGlobals())

/** A browser with a screen lock, or with one that it refuses. */
function aBrowser({ refuses = false } = {}) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const locks: EventTarget[] = []
  let held = 0

  async function request(): Promise<EventTarget> {
    if (refuses) throw new DOMException('the battery is low', 'NotAllowedError')
    held += 1
    const lock = Object.assign(new EventTarget(), {
      async release() {
        held -= 1
        lock.dispatchEvent(new Event('release'))
      },
    })
    locks.push(lock)
    return lock
  }
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', { wakeLock: { request } })

  async function look(visibilityState: 'visible' | 'hidden'): Promise<void> {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
    await settled()
  }
  return {
    held: () => held,
    /** As a browser does it: the lock goes with the page. */
    async leave() {
      held -= 1
      locks.at(-1)?.dispatchEvent(new Event('release'))
      await look('hidden')
    },
    comeBack: () => look('visible'),
  }
}

const settled = () => new Promise(setImmediate)

async function anAwakePage() {
  const said: boolean[] = []
  const letSleep = keepAwake((awake) => said.push(awake))
  await settled()
  return { said, letSleep }
}

it('holds the screen while the page is looked at, and again on each return', async () => {
  const browser = aBrowser()
  const { said } = await anAwakePage()
  expect(browser.held()).toBe(1)
  for (const _time of ['once', 'twice']) {
    await browser.leave()
    expect(browser.held()).toBe(0)
    await browser.comeBack()
    expect(browser.held()).toBe(1)
  }
  expect(said).toEqual([true, false, true, false, true])
})

it('asks for no second one while it has one', async () => {
  const browser = aBrowser()
  await anAwakePage()
  await browser.comeBack()
  expect(browser.held()).toBe(1)
})

it('lets the screen go when it is told to, and does not ask again', async () => {
  const browser = aBrowser()
  const { letSleep } = await anAwakePage()
  letSleep()
  await browser.comeBack()
  expect(browser.held()).toBe(0)
})

it('says so when the browser refuses', async () => {
  aBrowser({ refuses: true })
  const { said } = await anAwakePage()
  expect(said).toEqual([false])
})
