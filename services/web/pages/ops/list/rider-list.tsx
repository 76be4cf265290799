import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../words/language.ts'
import type { Listing } from './listing.ts'
import { RiderRow } from './rider-row.tsx'
import { type Scrolled, visibleRows } from './visible-rows.ts'
import { WaitingRow } from './waiting-row.tsx'

/** As in `ops.css`. */
const ROW_PX = 64

interface RiderListProps {
  readonly listing: Listing
  readonly now: number
  readonly selectedId: string | undefined
  readonly language: Language
  /** What an empty list says. */
  readonly nothing: string
  readonly onSelect: (riderId: string) => void
}

/** However many there are, only the rows in sight are made. */
export function RiderList({ listing, now, selectedId, language, nothing, onSelect }: RiderListProps) {
  const { scroller, scrolled } = useScrolled()
  const { entries } = listing
  const { from, to } = visibleRows(scrolled, entries.length, ROW_PX)

  return (
    <div class="list" ref={scroller}>
      {entries.length === 0 && <p class="list-empty">{nothing}</p>}
      <ul style={{ height: `${entries.length * ROW_PX}px` }}>
        {entries.slice(from, to).map((entry, offset) => (
          <li
            key={'rider' in entry ? entry.rider.riderId : entry.waiting.deliveryId}
            class="row"
            aria-setsize={entries.length}
            aria-posinset={from + offset + 1}
            style={{ transform: `translateY(${(from + offset) * ROW_PX}px)` }}
          >
            {'rider' in entry ? (
              <RiderRow {...{ ...entry, now, selectedId, language, onSelect }} />
            ) : (
              <WaitingRow delivery={entry.waiting} now={now} language={language} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How far the list is scrolled, and how much of it is in sight. */
function useScrolled() {
  const scroller = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState<Scrolled>({ top: 0, height: 0 })

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => setScrolled({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])

  return { scroller, scrolled }
}
