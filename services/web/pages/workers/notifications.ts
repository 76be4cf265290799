declare const self: ServiceWorkerGlobalScope

/** Shows what becomes of a delivery, also when its page is closed; who touches that is led to the page. */
export function showNotifications(): void {
  self.addEventListener('push', (event) => {
    if (event.data === null) return
    const { title, url, tag } = event.data.json()
    const options = { tag, renotify: true, icon: '/favicon.svg', data: { url } }
    event.waitUntil(self.registration.showNotification(title, options))
  })
  self.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(show(event.notification.data.url))
  })
}

async function show(url: string): Promise<unknown> {
  const pages = await self.clients.matchAll({ type: 'window' })
  const page = pages.find((one) => one.url === url)
  return page === undefined ? await self.clients.openWindow(url) : await page.focus()
}
