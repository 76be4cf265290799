import { Agent, request } from 'undici'
import type { Answer } from '../domain/dispatch-fate.ts'
import { TRY_TIMEOUT_MS } from '../sender.ts'
import { publicLookup, type Resolve } from './public-lookup.ts'
import { retryAfterMs } from './retry-after.ts'
import { checkTarget, TargetRefusedError } from './target.ts'

/** Receivers have nothing to tell us; this much is read so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16 * 1024

export interface PostRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string | Buffer
}

export interface PostOptions {
  /** Lets receivers be on this machine or network, and without TLS. */
  readonly allowPrivate: boolean
  /** The time a receiver has, from the look-up to the last header (Standard Webhooks: 15 to 30 s). */
  readonly timeoutMs?: number
  readonly resolve?: Resolve
}

export interface GuardedPost {
  /** Never rejects: no answer is an answer too. */
  post(request: PostRequest, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** Posts once, to where the URL says and nowhere else: not inside, and redirects are not followed. */
export function createGuardedPost(options: PostOptions): GuardedPost {
  const { allowPrivate, timeoutMs = TRY_TIMEOUT_MS, resolve } = options
  const agent = new Agent({
    connect: { timeout: timeoutMs, ...(!allowPrivate && { lookup: publicLookup(resolve) }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  async function send({ url, headers, body }: PostRequest, signal: AbortSignal): Promise<Answer> {
    checkTarget(url, { allowPrivate })
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal,
      body,
      headers: { 'user-agent': 'Doorstep', ...stringsOf(headers) },
    })
    await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal }).catch(() => undefined)
    const waitMs = retryAfterMs(answer.headers['retry-after'], Date.now())
    return { status: answer.statusCode, ...(waitMs !== undefined && { retryAfterMs: waitMs }) }
  }

  return {
    async post(post, signal) {
      try {
        return await send(post, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
      } catch (error) {
        return error instanceof TargetRefusedError ? { refusal: error.code } : { failure: reasonOf(error) }
      }
    },
    close: () => agent.destroy(),
  }
}

function stringsOf(headers: PostRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.name
}
