import type { EndedDelivery, EndedDeliveryPage } from '@doorstep/contracts'
import { useEffect, useState } from 'preact/hooks'
import { askUntilAnswered } from '../ask-until-answered.ts'
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
    return askUntilAnswered<EndedDeliveryPage>({
      ask,
      path: cursor === undefined ? list : `${list}&cursor=${cursor}`,
      onAnswered: (page) => setHeld({ list, version, pages: [...pages, page], failed: false }),
      onFailed: () =>
        setHeld((before) => ({
          ...(before.list === list ? before : { list, version, pages }),
          failed: true,
        })),
      onRefused,
    })
    // The pages that are there are named by the cursor that follows them.
  }, [ask, onRefused, list, version, cursor, isWanted])

  return {
    deliveries: shown.flatMap(({ deliveries }) => deliveries),
    state:
      held.list === list && held.failed ? 'failed' : isWanted || version === undefined ? 'loading' : 'there',
    ...(cursor !== undefined && { more: () => setWanted({ list, pages: pages.length + 1 }) }),
  }
}
