/** What an answer of the server means for what was sent. */
export type Answer<Body> =
  | { readonly kind: 'taken'; readonly body: Body }
  /** The same will never be taken: sent again, it would stand in the way of all after it. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'key-refused' }
  /** Nobody can take it right now. */
  | { readonly kind: 'later'; readonly retryAfterMs: number }

/** A phone in a lift must not wait for ever. Ingest answers within 2 s whatever happens behind it. */
const TIMEOUT_MS = 15_000

export function get(path: string, key: string): Promise<Answer<unknown>> {
  return ask(path, key, {})
}

export function post(path: string, key: string, body: object): Promise<Answer<unknown>> {
  return ask(path, key, { method: 'POST', body: JSON.stringify(body) })
}

/** Asks the API. Never rejects for want of an answer: that is `later`. */
async function ask(path: string, key: string, request: RequestInit): Promise<Answer<unknown>> {
  try {
    const response = await fetch(path, {
      ...request,
      headers: {
        authorization: `Bearer ${key}`,
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return answerOf(response.status, response.headers, await response.json().catch(() => undefined))
  } catch {
    return { kind: 'later', retryAfterMs: 0 }
  }
}

/** 403 for what is not this rider's: the key is good. */
const NOT_ABOUT_THE_KEY = 'NOT_THE_ASSIGNED_RIDER'

/**
 * Only what the API says in its own words is final: the sign-in page of a hotel's network answers too, with any
 * status, and nothing may be lost to it.
 */
export function answerOf(status: number, headers: Pick<Headers, 'get'>, body: unknown): Answer<unknown> {
  const code = codeIn(body)
  if (status >= 200 && status < 300 && body !== undefined) return { kind: 'taken', body }
  const isOfApi = status >= 400 && status < 500 && code !== ''
  if (isOfApi && (status === 401 || status === 403) && code !== NOT_ABOUT_THE_KEY)
    return { kind: 'key-refused' }
  // Too many requests, or a server without this path, say nothing of what was sent.
  if (isOfApi && status !== 429 && code !== 'ROUTE_NOT_FOUND') return { kind: 'refused', code }
  return { kind: 'later', retryAfterMs: retryAfterMs(headers.get('retry-after')) }
}

function codeIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}

/** In seconds; the other form, a date, would need this phone's clock to be right. */
function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0
}
