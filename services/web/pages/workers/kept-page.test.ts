import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, type Files, type KeptPageOptions, keptPage, PATIENCE_MS } from './kept-page.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const origin = 'https://doorstep.example'
const TOKEN = 'tt_secret'

/** What the server has by path; without a path, nothing answers there; `silent`, nobody says so. */
function aNetwork(has: Record<string, string>) {
  const asked: string[] = []
  const network = {
    has,
    silent: false,
    asked,
    async get(url: string): Promise<Response> {
      const path = new URL(url, origin).pathname
      asked.push(path)
      if (network.silent) return new Promise(() => {})
      const body = network.has[path]
      if (body === undefined) throw new TypeError('Failed to fetch')
      return body === '503' ? new Response(null, { status: 503 }) : new Response(body)
    },
  }
  return network
}

/** A `Cache`, by path. */
function inMemory(get: (path: string) => Promise<Response>) {
  const kept = new Map<string, Response>()
  const pathOf = (request: RequestInfo | URL) => new URL(String(request), origin).pathname
  const files: Files = {
    async addAll(paths) {
      const all = await Promise.all(
        [...paths].map(async (path) => [pathOf(path), await get(String(path))] as const),
      )
      for (const [path, response] of all) kept.set(path, response)
    },
    delete: async (path) => kept.delete(pathOf(path)),
    keys: async () => [...kept.keys()].map((path) => new Request(origin + path)),
    match: async (path) => kept.get(pathOf(path))?.clone(),
    put: async (path, response) => void kept.set(pathOf(path), response),
  }
  return { kept, files }
}

const page = (version: number) => `<script src="/assets/main-${version}.js"></script>`
const released = (version: number) => ({
  '/track.html': page(version),
  [`/assets/main-${version}.js`]: `script ${version}`,
  '/map/streets.geojson': `streets ${version}`,
})

function aWorker(options: Partial<KeptPageOptions> = {}) {
  const network = aNetwork(released(1))
  const { kept, files } = inMemory(network.get)
  const worker = keptPage({
    origin,
    open: async () => files,
    get: network.get,
    address: '/track.html',
    isPage: (path) => path === `/t/${TOKEN}`,
    asksFor: ['/map/streets.geojson'],
    ...options,
  })
  const working: Promise<unknown>[] = []
  function ask(path: string, request: Partial<Asked['request']> = {}) {
    const { mode = 'cors', destination = '', method = 'GET' } = request
    const url = new URL(path, origin).href
    return worker.answerTo({
      request: { url, mode, destination, method },
      waitUntil: (work) => void working.push(work),
    })
  }
  return {
    network,
    kept,
    ask,
    keep: () => worker.keep(),
    open: async (path = `/t/${TOKEN}`) =>
      (await ask(path, { mode: 'navigate', destination: 'document' }))?.text(),
    script: async (version: number) =>
      (await ask(`/assets/main-${version}.js`, { destination: 'script' }))?.text(),
    streets: async () => (await ask('/map/streets.geojson'))?.text(),
    settled: () => Promise.all(working),
  }
}

describe('the page opens', () => {
  it('without network, with its scripts and what they ask for', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = {}
    expect(await worker.open()).toBe(page(1))
    expect(await worker.script(1)).toBe('script 1')
    expect(await worker.streets()).toBe('streets 1')
  })

  it('with a network that takes too long', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.silent = true
    const opened = worker.open()
    await vi.advanceTimersByTimeAsync(PATIENCE_MS)
    expect(await opened).toBe(page(1))
  })

  it('with a server that has no page right now', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = { '/track.html': '503', '/map/streets.geojson': '503' }
    expect(await worker.open()).toBe(page(1))
    expect(await worker.streets()).toBe('streets 1')
  })

  it('from the network, if its cache fails', async () => {
    const worker = aWorker({ open: () => Promise.reject(new DOMException('no space', 'UnknownError')) })
    expect(await worker.open()).toBe(page(1))
    expect(await worker.script(1)).toBe('script 1')
    expect(await worker.streets()).toBe('streets 1')
  })

  it('not at all, if there is no network and it was never kept', async () => {
    const worker = aWorker()
    worker.network.has = {}
    await expect(worker.open()).rejects.toThrow('Failed to fetch')
  })
})

describe('a new release', () => {
  it('is what opens next, if there is a network', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = released(2)
    expect(await worker.open()).toBe(page(2))
    expect(await worker.script(2)).toBe('script 2')
    expect(await worker.streets()).toBe('streets 2')
  })

  it('takes the place of the one before, in which nothing of it stays', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = released(2)
    await worker.open()
    await worker.streets()
    await worker.settled()
    worker.network.has = {}
    expect(await worker.open()).toBe(page(2))
    expect(await worker.streets()).toBe('streets 2')
    expect([...worker.kept.keys()].toSorted()).toEqual(Object.keys(released(2)).toSorted())
  })

  it('that could not be loaded whole leaves the one before whole', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = { '/track.html': page(2) }
    await worker.open()
    await worker.settled()
    worker.network.has = {}
    expect(await worker.open()).toBe(page(1))
    expect(await worker.script(1)).toBe('script 1')
  })

  it('loads again only what has changed its name', async () => {
    const worker = aWorker()
    await worker.keep()
    const asked = worker.network.asked.length
    await worker.open()
    await worker.script(1)
    await worker.settled()
    expect(worker.network.asked.slice(asked)).toEqual(['/track.html'])
  })
})

describe('what is not the page’s', () => {
  it.each([
    ['an answer of the API', `/v1/track/${TOKEN}`, {}],
    ['the stream of events', `/v1/track/${TOKEN}/events`, {}],
    ['what is sent', '/map/streets.geojson', { method: 'PUT' }],
    ['another page', '/ops', { mode: 'navigate', destination: 'document' }],
    ['another origin', 'https://tiles.example/map/streets.geojson', {}],
  ] as const)('%s is left to the browser', async (_what, path, request) => {
    const worker = aWorker()
    await worker.keep()
    expect(worker.ask(path, request)).toBeUndefined()
  })

  it('is not kept: neither the address that was opened, nor a file that the page does not name', async () => {
    const worker = aWorker()
    await worker.keep()
    worker.network.has = { ...released(1), '/photo.png': 'somebody’s door' }
    await worker.open()
    await (await worker.ask('/photo.png', { destination: 'image' }))?.text()
    await worker.settled()
    expect([...worker.kept.keys()].toSorted()).toEqual(Object.keys(released(1)).toSorted())
    expect(worker.network.asked.join()).not.toContain(TOKEN)
  })
})
