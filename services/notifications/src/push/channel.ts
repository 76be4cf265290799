import { isForCustomer } from '@doorstep/contracts'
import webPush, { type PushSubscription } from 'web-push'
import type { CustomerLinks } from '../customer-links.ts'
import type { DispatchChannel } from '../sender.ts'
import type { SubscriptionStore } from '../store/subscriptions.ts'
import type { GuardedPost } from '../webhooks/guarded-post.ts'
import type { Vapid } from './vapid.ts'
import { words } from './words.ts'

export interface PushOptions {
  readonly vapid: Vapid
  readonly guardedPost: GuardedPost
  readonly subscriptions: Pick<SubscriptionStore, 'find' | 'remove'>
  readonly links: CustomerLinks
}

/** What is not shown within an hour is no news. */
const TIME_TO_LIVE_S = 3_600

/** To the browsers of customers, by Web Push (RFC 8030, 8291, 8292): encrypted, so that the push service reads nothing. */
export function pushChannel({ vapid, guardedPost, subscriptions, links }: PushOptions): DispatchChannel {
  return {
    async send({ deliveryId, kind, target }, signal) {
      const subscription = await subscriptions.find(deliveryId, target)
      if (subscription === undefined || !isForCustomer(kind)) return { gone: 'FORGOTTEN' }
      const { keys, language } = subscription
      const message = { title: words[language][kind], url: links.of(deliveryId), tag: deliveryId }
      const sealed = sealedFor({ endpoint: target, keys }, JSON.stringify(message), vapid)
      if (sealed === undefined) return { refusal: 'NOT_SEALED' }
      const { headers, body } = sealed
      const answer = await guardedPost.post({ url: target, headers, body: body ?? '' }, signal)
      if (!('status' in answer) || (answer.status !== 404 && answer.status !== 410)) return answer
      await subscriptions.remove(deliveryId, target)
      return { gone: String(answer.status) }
    },
    close: guardedPost.close,
  }
}

/** Undefined if these are no keys to seal with: whoever subscribed named them, and another try would find the same. */
function sealedFor(subscription: PushSubscription, message: string, vapidDetails: Vapid) {
  try {
    return webPush.generateRequestDetails(subscription, message, {
      vapidDetails,
      TTL: TIME_TO_LIVE_S,
      urgency: 'high',
    })
  } catch {
    return undefined
  }
}
