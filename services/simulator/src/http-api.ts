import type { Logger, ReadinessCheck, Service } from '@doorstep/runtime'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type Dispatcher, Pool } from 'undici'
import { type Api, ApiRefusal, type ApiRequest, ApiUnavailable } from './api.ts'

/** 1,000 riders at one request a second need ten when all is well; the rest is for answers that take their time. */
const CONNECTIONS = 64
const CONNECT_TIMEOUT_MS = 2_000
const ANSWER_TIMEOUT_MS = 10_000
const PROBE_TIMEOUT_MS = 900
const JSON_BODY = { 'content-type': 'application/json' }

export interface HttpApi extends Api, Service, ReadinessCheck {}

/** Keeps its connections open. Tells the log when nobody answers any more and when somebody does again, not on every failed call. */
export function createHttpApi(url: string, log: Logger): HttpApi {
  const pool = new Pool(new URL(url).origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
  })
  let isAway = false

  function noteAway(away: boolean, reason?: string): void {
    if (away !== isAway) log.info({ api: url, reason }, away ? 'the API is away' : 'the API is back')
    isAway = away
  }

  async function call<Schema extends TSchema>(
    options: Dispatcher.RequestOptions,
    { key, answer, signal }: ApiRequest<Schema>,
  ): Promise<Static<Schema>> {
    const headers = { ...options.headers, authorization: `Bearer ${key}` }
    const { status, retryAfterMs, body } = await answerTo(pool, { ...options, headers, signal }).catch(
      (cause) => {
        if (!signal.aborted) noteAway(true, cause instanceof Error ? cause.message : String(cause))
        throw new ApiUnavailable(`${options.path}: no answer`, { cause })
      },
    )
    noteAway(false)
    if (status === 429 || status >= 500)
      throw new ApiUnavailable(`${options.path}: ${status}`, { retryAfterMs })
    if (status >= 300) throw new ApiRefusal(status, codeOf(body), options.path)
    if (!Check(answer, body)) throw new ApiRefusal(status, 'ANSWER_NOT_UNDERSTOOD', options.path)
    return body
  }

  return {
    name: 'api',
    get: (path, request) => call({ path, method: 'GET' }, request),
    put: (path, { body, ...request }) =>
      call({ path, method: 'PUT', headers: JSON_BODY, body: JSON.stringify(body) }, request),
    post(path, { body, idempotencyKey, ...request }) {
      const headers = {
        ...JSON_BODY,
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      }
      return call({ path, method: 'POST', headers, body: JSON.stringify(body) }, request)
    },
    async waitingFor() {
      const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS)
      try {
        const { status } = await answerTo(pool, { path: '/livez', method: 'GET', signal })
        return status === 200 ? undefined : `${url} answers ${status}`
      } catch {
        return `${url} does not answer`
      }
    },
    start: async () => {},
    stop: () => pool.destroy(),
  }
}

interface Answer {
  readonly status: number
  readonly retryAfterMs: number
  readonly body: unknown
}

async function answerTo(pool: Pool, options: Dispatcher.RequestOptions): Promise<Answer> {
  const { statusCode, headers, body } = await pool.request(options)
  const text = await body.text()
  return { status: statusCode, retryAfterMs: retryAfterMs(headers['retry-after']), body: parsed(text) }
}

/** Seconds, as everything here sends it; a date counts as not said. */
function retryAfterMs(header: string | string[] | undefined): number {
  const seconds = Number(header ?? 0)
  return Number.isFinite(seconds) ? seconds * 1000 : 0
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'UNKNOWN'
}
