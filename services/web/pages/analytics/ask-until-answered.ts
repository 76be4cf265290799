import { type Ask, KeyRefusedError, NothingThereError } from '../api-key/ask-with-key.ts'
import { backoffMs } from '../live/backoff.ts'

export interface Question {
  readonly path: string
  readonly accept?: string | undefined
  /** Asked again so long after each answer, for what still changes. */
  readonly everyMs?: number | undefined
}

export interface Asking<Answer> extends Question {
  readonly ask: Ask
  readonly onAnswered: (answer: Answer) => void
  /** Not this time; it is asked again by itself. */
  readonly onFailed: () => void
  /** There is no such thing, and it is not asked again. Left out where that is a failure like any other. */
  readonly onMissing?: () => void
  /** Nor with a key that opens nothing. */
  readonly onRefused: () => void
}

/** Asks until there is an answer, ever more rarely. Returns how to stop: from then on nothing is told. */
export function askUntilAnswered<Answer>(asking: Asking<Answer>): () => void {
  const { ask, path, accept, everyMs, onAnswered, onFailed, onMissing, onRefused } = asking
  const over = new AbortController()
  const { signal } = over
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  async function load(): Promise<void> {
    try {
      const response = await ask(path, { signal, ...(accept !== undefined && { accept }) })
      const answer: Answer = await response.json()
      if (signal.aborted) return
      failures = 0
      onAnswered(answer)
      if (everyMs !== undefined) timer = setTimeout(load, everyMs)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof KeyRefusedError) return onRefused()
      if (error instanceof NothingThereError && onMissing !== undefined) return onMissing()
      failures++
      onFailed()
      timer = setTimeout(load, backoffMs(failures))
    }
  }

  load()
  return () => {
    over.abort()
    clearTimeout(timer)
  }
}
