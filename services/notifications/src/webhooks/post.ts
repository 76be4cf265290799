import { Webhook } from 'standardwebhooks'
import type { Answer } from '../domain/dispatch-fate.ts'
import { createGuardedPost, type PostOptions } from './guarded-post.ts'

interface Message {
  /** The same at each try. */
  readonly id: string
  readonly url: string
  readonly body: string
  /** `whsec_…`, each of which signs. */
  readonly secrets: readonly string[]
}

export interface Poster {
  /** Never rejects: no answer is an answer too. */
  post(message: Message, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** Signs by Standard Webhooks and posts once. */
export function createPoster(options: PostOptions): Poster {
  const { post, close } = createGuardedPost(options)
  return {
    post({ id, url, body, secrets }, signal) {
      const sentAt = new Date()
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
      }
      return post({ url, headers, body }, signal)
    },
    close,
  }
}
