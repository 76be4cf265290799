import { type KeptPageOptions, keptPage } from './kept-page.ts'

declare const self: ServiceWorkerGlobalScope

type ServedPage = Pick<KeptPageOptions, 'address' | 'isPage' | 'asksFor'> & {
  /** The name of its cache: each page has one of its own. */
  readonly name: string
}

/** Has this worker keep a page from when it is installed, and answer for it. A newer worker takes over at once: what they keep is the same. */
export function servePage({ name, ...page }: ServedPage): void {
  const kept = keptPage({
    ...page,
    origin: location.origin,
    open: () => caches.open(name),
    get: (url) => fetch(url),
  })

  self.addEventListener('install', (event) => {
    event.waitUntil(kept.keep().then(() => self.skipWaiting()))
  })
  self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim())
  })
  self.addEventListener('fetch', (event) => {
    const answer = kept.answerTo(event)
    if (answer !== undefined) event.respondWith(answer)
  })
}
