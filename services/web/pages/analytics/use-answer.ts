import { useEffect, useState } from 'preact/hooks'
import type { Ask } from '../api-key/ask-with-key.ts'
import { askUntilAnswered, type Question } from './ask-until-answered.ts'

export interface AnswerOptions {
  readonly ask: Ask
  readonly onRefused: () => void
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

  useEffect(
    () =>
      askUntilAnswered<Answer>({
        ask,
        path,
        accept,
        everyMs,
        onAnswered: (answer) => setHeld({ path, answer, failed: false }),
        onFailed: () => setHeld((before) => ({ ...before, failed: true })),
        onMissing: () => setHeld({ path, failed: false, missing: true }),
        onRefused,
      }),
    [ask, onRefused, path, accept, everyMs],
  )

  const isOfThis = held.path === path
  return {
    answer: isOfThis ? held.answer : undefined,
    latest: held.answer,
    failed: held.failed,
    missing: isOfThis && held.missing === true,
  }
}
