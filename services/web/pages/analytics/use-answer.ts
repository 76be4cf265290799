import { useEffect, useState } from 'preact/hooks'
import { type Ask, KeyRefusedError, NothingThereError } from '../api-key/ask-with-key.ts'
import { backoffMs } from '../live/backoff.ts'

export interface AnswerOptions {
  readonly ask: Ask
  readonly onRefused: () => void
}

export interface Question {
  readonly path: string
  readonly accept?: string
  /** Asked again so long after each answer, for what still changes. */
  readonly everyMs?: number | undefined
}

export interface Answered<Answer> {
  /** To this question; undefined until there is one. */
  readonly answer: Answer | undefined
  /** The newest answer there was, be it to the question before: better than nothing while this one is asked. */
  readonly latest: Answer | undefined
  /** The latest try was none. */
  readonly failed: boolean
  /** What was asked for is not there. */
  readonly missing: boolean
}

interface Held<Answer> {
  readonly path?: string
  readonly answer?: Answer
  readonly failed: boolean
  readonly missing?: boolean
}

/** The answer to a question; asked until there is one, ever more rarely. */
export function useAnswer<Answer>(
  { ask, onRefused }: AnswerOptions,
  { path, accept, everyMs }: Question,
): Answered<Answer> {
  const [held, setHeld] = useState<Held<Answer>>({ failed: false })

  useEffect(() => {
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
        setHeld({ path, answer, failed: false })
        if (everyMs !== undefined) timer = setTimeout(load, everyMs)
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof KeyRefusedError) return onRefused()
        if (error instanceof NothingThereError) return setHeld({ path, failed: false, missing: true })
        failures++
        setHeld((before) => ({ ...before, failed: true }))
        timer = setTimeout(load, backoffMs(failures))
      }
    }

    load()
    return () => {
      over.abort()
      clearTimeout(timer)
    }
  }, [ask, onRefused, path, accept, everyMs])

  const isOfThis = held.path === path
  return {
    answer: isOfThis ? held.answer : undefined,
    latest: held.answer,
    failed: held.failed,
    missing: isOfThis && held.missing === true,
  }
}
