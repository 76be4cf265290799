import type { EndedDelivery, EndedDeliveryPage } from '@doorstep/contracts'
import { useEffect, useState } from 'preact/hooks'
import { KeyRefusedError } from '../../api-key/ask-with-key.ts'
import { backoffMs } from '../../live/backoff.ts'
import type { AnswerOptions } from '../use-answer.ts'

export interface DeliveryPages {
  readonly deliveries: readonly EndedDelivery[]
  readonly state: 'loading' | 'failed' | 'there'
  /** Absent when there are no more. */
  readonly more?: (() => void) | undefined
}

interface Held {
  readonly list: string
  readonly version: number | undefined
  readonly pages: readonly EndedDeliveryPage[]
  readonly failed: boolean
}

/**
 * A list page by page. `list` is its path with all but the cursor; another one begins anew. So does another version of
 * the same, but what is there is shown until it came; until a version is known nothing is asked.
 */
export function useDeliveryPages(
  { ask, onRefused }: AnswerOptions,
  list: string,
  version: number | undefined,
): DeliveryPages {
  const [held, setHeld] = useState<Held>({ list: '', version, pages: [], failed: false })
  const [wanted, setWanted] = useState({ list, pages: 1 })
  const shown = held.list === list ? held.pages : []
  const pages = held.version === version ? shown : []
  const isWanted = version !== undefined && pages.length < (wanted.list === list ? wanted.pages : 1)
  const cursor = pages.at(-1)?.nextCursor

  useEffect(() => {
    if (!isWanted) return
    const over = new AbortController()
    const { signal } = over
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0

    async function load(): Promise<void> {
      try {
        const response = await ask(cursor === undefined ? list : `${list}&cursor=${cursor}`, { signal })
        const page: EndedDeliveryPage = await response.json()
        if (!signal.aborted) setHeld({ list, version, pages: [...pages, page], failed: false })
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof KeyRefusedError) return onRefused()
        failures++
        setHeld((before) => ({ ...(before.list === list ? before : { list, version, pages }), failed: true }))
        timer = setTimeout(load, backoffMs(failures))
      }
    }

    load()
    return () => {
      over.abort()
      clearTimeout(timer)
    }
    // The pages that are there are named by the cursor that follows them.
  }, [ask, onRefused, list, version, cursor, isWanted])

  return {
    deliveries: shown.flatMap(({ deliveries }) => deliveries),
    state:
      held.list === list && held.failed ? 'failed' : isWanted || version === undefined ? 'loading' : 'there',
    ...(cursor !== undefined && { more: () => setWanted({ list, pages: pages.length + 1 }) }),
  }
}
