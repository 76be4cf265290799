import { DoorstepError, UnavailableError } from '@doorstep/runtime'
import type { Static, TSchema } from 'typebox'

/** The public API over HTTP. Rejects with `ApiUnavailable` (try again) or `ApiRefusal` (do not). */
export interface Api {
  post<Schema extends TSchema>(path: string, request: ApiPost<Schema>): Promise<Static<Schema>>
  put<Schema extends TSchema>(path: string, request: ApiPut<Schema>): Promise<Static<Schema>>
  get<Schema extends TSchema>(path: string, request: ApiRequest<Schema>): Promise<Static<Schema>>
}

export interface ApiRequest<Schema extends TSchema> {
  /** The merchant's or a rider's. */
  readonly key: string
  readonly answer: Schema
  readonly signal: AbortSignal
}

export interface ApiPut<Schema extends TSchema> extends ApiRequest<Schema> {
  readonly body: object
}

export interface ApiPost<Schema extends TSchema> extends ApiPut<Schema> {
  readonly idempotencyKey?: string
}

/** Nobody answered, or with 429 or 5xx. */
export class ApiUnavailable extends UnavailableError {
  /** From `Retry-After`; 0 if it was not said. */
  readonly retryAfterMs: number

  constructor(message: string, options?: ErrorOptions & { readonly retryAfterMs?: number }) {
    super(message, options)
    this.retryAfterMs = options?.retryAfterMs ?? 0
  }
}

/** The API understood and will not do it. */
export class ApiRefusal extends DoorstepError {
  readonly retryable = false
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, path: string) {
    super(`${path} was refused: ${status} ${code}`)
    this.status = status
    this.code = code
  }
}
