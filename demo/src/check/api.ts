import { DoorstepError } from '@doorstep/runtime'

export class CheckError extends DoorstepError {
  readonly code = 'CHECK_FAILED'
  readonly retryable = false
}

/** Calls the public API as its users do, through the one origin. */
export function apiOf(origin: string) {
  return async function call<T>(
    method: 'GET' | 'POST',
    path: string,
    key: string,
    body?: unknown,
  ): Promise<T> {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new CheckError(`${method} ${path} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as T
  }
}

export type Api = ReturnType<typeof apiOf>
