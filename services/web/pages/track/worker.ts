/** Keeps this page for when there is no network, and shows what is pushed. Only over https or on this machine. */
export function registerWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/track-worker.js', { scope: '/t/' })
}
