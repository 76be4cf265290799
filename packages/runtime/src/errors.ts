/** Base of every error thrown on purpose: `code` is for machines, `message` is for people. */
export abstract class DoorstepError extends Error {
  abstract readonly code: string
  /** Whether the same call may succeed later. Consumers dead-letter what cannot. */
  abstract readonly retryable: boolean

  override get name(): string {
    return this.constructor.name
  }
}

/** A dependency (Kafka, Postgres, Redis) is away: retried for as long as it is. */
export class UnavailableError extends DoorstepError {
  readonly code = 'UNAVAILABLE'
  readonly retryable = true
}

export class ConfigError extends DoorstepError {
  readonly code = 'CONFIG_INVALID'
  readonly retryable = false
}

/** What a caller of an HTTP API did wrong, with the status that says so. Thrown by routes, translated once in `http/problem.ts`. */
export class RequestError extends DoorstepError {
  readonly retryable = false
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
