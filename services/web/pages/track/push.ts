import type { Language } from '@doorstep/contracts'
import { registerWorker } from './worker.ts'

/** What this browser is told by, as far as this page needs it. */
export interface Pushing {
  /** Asks the reader, who may say no. */
  permission(): Promise<NotificationPermission>
  /** The subscription that is there, or a new one. */
  subscription(publicKey: string): Promise<PushSubscriptionJSON>
}

export interface SubscribeOptions {
  readonly token: string
  readonly publicKey: string
  readonly language: Language
}

export type Outcome = 'told' | 'denied' | 'failed'

/** Has this browser told of the delivery, also when the page is closed. */
export async function subscribe(
  { token, publicKey, language }: SubscribeOptions,
  pushing: Pushing = browserPushing,
  put: typeof fetch = fetch,
): Promise<Outcome> {
  try {
    if ((await pushing.permission()) !== 'granted') return 'denied'
    const { endpoint, keys } = await pushing.subscription(publicKey)
    const response = await put(`/v1/push/${token}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, keys, language }),
    })
    return response.ok ? 'told' : 'failed'
  } catch {
    return 'failed'
  }
}

export const canBePushed = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const browserPushing: Pushing = {
  permission: () => Notification.requestPermission(),
  async subscription(publicKey) {
    await registerWorker()
    const { pushManager } = await navigator.serviceWorker.ready
    const options = { userVisibleOnly: true, applicationServerKey: publicKey }
    return (await pushManager.subscribe(options)).toJSON()
  },
}
