/** The key opens nothing: to ask again with it is of no use. */
export class KeyRefusedError extends Error {}

/** There is no such thing: to ask again is of no use either. */
export class NothingThereError extends Error {}

export interface AskOptions {
  readonly accept?: string
  readonly signal?: AbortSignal
}

/** One question to this origin's API, with the key. Rejects unless it was answered. */
export type Ask = (path: string, options?: AskOptions) => Promise<Response>

export function askWith(apiKey: string): Ask {
  return async (path, { accept = 'application/json', signal } = {}) => {
    const response = await fetch(path, {
      headers: { authorization: `Bearer ${apiKey}`, accept },
      ...(signal !== undefined && { signal }),
    })
    if (response.status === 401 || response.status === 403) throw new KeyRefusedError()
    if (response.status === 404) throw new NothingThereError()
    if (!response.ok) throw new Error(`${path.split('?', 1)[0]} answered ${response.status}`)
    return response
  }
}
