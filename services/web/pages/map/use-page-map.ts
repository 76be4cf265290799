import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { loadPageConfig } from '../page-config.ts'
import type { Padding } from './camera.ts'
import type { CityMapOptions } from './city-map.ts'
import { mapPadding } from './map-padding.ts'

interface DrawnMap {
  pad(padding: Padding): void
  remove(): void
}

export interface PageMapOptions<Engine, Drawn extends DrawnMap> {
  readonly label: string
  /** A selector of all that covers a part of it. */
  readonly sheets: string
  /** Comes after the page: what matters most can be read before it is there. */
  readonly load: () => Promise<Engine>
  readonly create: (engine: Engine, ground: CityMapOptions) => Drawn
}

export interface PageMap<Drawn> {
  /** For the element that it is drawn in. */
  readonly container: RefObject<HTMLDivElement | null>
  /** Empty until its engine has come. */
  readonly map: RefObject<Drawn | undefined>
  readonly failed: boolean
}

/** The map of a page, for as long as the page has one. As with an effect, it is made anew when any of `madeWith` changes. */
export function usePageMap<Engine, Drawn extends DrawnMap>(
  { label, sheets, load, create }: PageMapOptions<Engine, Drawn>,
  madeWith: readonly unknown[],
): PageMap<Drawn> {
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<Drawn | undefined>(undefined)
  const [isThere, setThere] = useState(false)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    const element = container.current
    if (element === null) return
    let gone = false

    async function open(container: HTMLDivElement): Promise<void> {
      const [engine, { mapStyleUrl }] = await Promise.all([load(), loadPageConfig()])
      if (gone) return
      map.current = create(engine, { container, label, styleUrl: mapStyleUrl })
      setThere(true)
    }

    open(element).catch(() => setFailed(true))
    return () => {
      gone = true
      setThere(false)
      map.current?.remove()
      map.current = undefined
    }
  }, [label, ...madeWith])

  useEffect(() => {
    const drawn = map.current
    if (isThere && drawn !== undefined) return mapPadding([...document.querySelectorAll(sheets)], drawn.pad)
  }, [isThere, sheets])

  return { container, map, failed }
}
