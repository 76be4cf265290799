// Shows what becomes of a delivery, also when its page is closed. Served as it stands here, under an address that stays.

self.addEventListener('push', (event) => {
  const { title, url, tag } = event.data.json()
  const options = { tag, renotify: true, icon: '/favicon.svg', data: { url } }
  event.waitUntil(self.registration.showNotification(title, options))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(event.notification.data.url))
})

async function show(url) {
  const pages = await self.clients.matchAll({ type: 'window' })
  const page = pages.find((one) => one.url === url)
  return page === undefined ? self.clients.openWindow(url) : page.focus()
}
