declare const self: ServiceWorkerGlobalScope

/** The page as it came last, with the files that it names: so the two always fit, and each page brings its own. */
const CACHE = 'rider-page'
const PAGE = '/rider'
/** A network that takes longer than this is as good as none. */
const PATIENCE_MS = 4_000

self.addEventListener('install', (event) => {
  event.waitUntil(fetchPage().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else if (request.destination !== '') event.respondWith(file(request))
})

/** The newest, unless that takes too long or the server has none. */
async function page(event: FetchEvent): Promise<Response> {
  const newest = fetchPage()
  event.waitUntil(newest.catch(() => {}))
  const kept = await caches.match(PAGE, { ignoreVary: true })
  if (kept === undefined) return await newest
  return await Promise.race([newest.catch(() => kept), after(PATIENCE_MS).then(() => kept)])
}

/** Rejects when there is no good page. What it answers is kept already, with all its files. */
async function fetchPage(): Promise<Response> {
  const response = await fetch(PAGE)
  if (!response.ok) throw new Error(`${PAGE} answered ${response.status}`)
  await keep(response.clone())
  return response
}

async function keep(page: Response): Promise<void> {
  const cache = await caches.open(CACHE)
  const html = await page.clone().text()
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].flatMap(([, path]) => path ?? [])
  await cache.addAll(await missing(cache, files))
  await cache.put(PAGE, page)
  const wanted = new Set([PAGE, ...files])
  for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url)
}

/** What has its hash in its name never changes. */
async function missing(cache: Cache, files: readonly string[]): Promise<string[]> {
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  return files.filter((path) => !path.startsWith('/assets/') || !kept.has(path))
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? (await fetch(request))
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

// A module, so that `self` is this one's.
export {}
