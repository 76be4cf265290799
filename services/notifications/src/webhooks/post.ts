import { Webhook } from 'standardwebhooks'
import { Agent, request } from 'undici'
import type { Answer } from '../domain/dispatch-fate.ts'
import { TRY_TIMEOUT_MS } from '../sender.ts'
import { publicLookup, type Resolve } from './public-lookup.ts'
import { retryAfterMs } from './retry-after.ts'
import { checkTarget, TargetRefusedError } from './target.ts'

/** Receivers have nothing to tell us; this much is read so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16 * 1024

interface Message {
  /** The same at each try. */
  readonly id: string
  readonly url: string
  readonly body: string
  /** `whsec_…`, each of which signs. */
  readonly secrets: readonly string[]
}

export interface PostOptions {
  /** Lets receivers be on this machine or network, and without TLS. */
  readonly allowPrivate: boolean
  /** The time a receiver has, from the look-up to the last header (Standard Webhooks: 15 to 30 s). */
  readonly timeoutMs?: number
  readonly resolve?: Resolve
}

export interface Poster {
  /** Never rejects: no answer is an answer too. */
  post(message: Message, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** Signs by Standard Webhooks and posts once, to where the URL says and nowhere else: redirects are not followed. */
export function createPoster(options: PostOptions): Poster {
  const { allowPrivate, timeoutMs = TRY_TIMEOUT_MS, resolve } = options
  const agent = new Agent({
    connect: { timeout: timeoutMs, ...(!allowPrivate && { lookup: publicLookup(resolve) }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  async function send({ id, url, body, secrets }: Message, signal: AbortSignal): Promise<Answer> {
    checkTarget(url, { allowPrivate })
    const sentAt = new Date()
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Doorstep',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
      },
    })
    await answer.dump({ limit: MAX_ANSWER_BYTES, signal }).catch(() => undefined)
    const waitMs = retryAfterMs(headers['retry-after'], Date.now())
    return { status: statusCode, ...(waitMs !== undefined && { retryAfterMs: waitMs }) }
  }

  return {
    async post(message, signal) {
      try {
        return await send(message, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
      } catch (error) {
        return error instanceof TargetRefusedError ? { refusal: error.code } : { failure: reasonOf(error) }
      }
    },
    close: () => agent.destroy(),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.name
}
