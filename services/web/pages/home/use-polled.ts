import { useEffect, useState } from 'preact/hooks'

/** `undefined` until the first answer; `failed` while the latest try was none. */
export interface Polled<Answer> {
  readonly answer: Answer | undefined
  readonly failed: boolean
}

/** Asks again and again, each time so long after the answer before. A page that nobody looks at asks nothing. */
export function usePolled<Answer>(ask: () => Promise<Answer>, everyMs: number): Polled<Answer> {
  const [polled, setPolled] = useState<Polled<Answer>>({ answer: undefined, failed: false })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false

    async function poll(): Promise<void> {
      if (document.visibilityState === 'visible') {
        await ask().then(
          (answer) => over || setPolled({ answer, failed: false }),
          () => over || setPolled(({ answer }) => ({ answer, failed: true })),
        )
      }
      if (!over) timer = setTimeout(poll, everyMs)
    }

    poll()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [ask, everyMs])

  return polled
}
