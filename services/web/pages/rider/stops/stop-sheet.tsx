import type { Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { useState } from 'preact/hooks'
import { BagIcon, HomeIcon } from '../../design/icons.tsx'
import { clock, distance } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { HoldButton } from './hold-button.tsx'
import { currentOf, type Stop } from './stops.ts'
import type { StopsState } from './stops-board.ts'

interface StopSheetProps {
  readonly board: StopsState
  /** Where the phone is, as far as it knows. */
  readonly here: Position | undefined
  readonly language: Language
  readonly onDone: (stop: Stop) => void
}

/** The stop at hand with the one thing to do there; below it the other stops, to take first. */
export function StopSheet({ board, here, language, onDone }: StopSheetProps) {
  const [chosen, choose] = useState<string>()
  const { locale, messages } = language
  const words = messages.rider.stop
  const current = currentOf(board.stops ?? [], chosen)
  if (current === undefined) {
    const known = board.stops !== undefined
    return (
      <section class="stop-sheet" aria-label={words.none}>
        <h2>{known ? words.none : words.loading}</h2>
        {known && <p class="stop-note">{board.untold > 0 ? words.untold : words.noneWhy}</p>}
      </section>
    )
  }

  const away = here && distance(locale, distanceInMetres(here, current.place))
  const others = board.stops?.filter((stop) => stop !== current) ?? []
  return (
    <section class="stop-sheet" aria-label={words.heading[current.kind]}>
      <p class="stop-caption">
        {current.kind === 'pickup' ? <BagIcon /> : <HomeIcon />}
        {words.heading[current.kind]}
        {current.promisedAt !== undefined && (
          <span class="stop-promise">{words.promised(clock(locale, current.promisedAt))}</span>
        )}
      </p>
      <div class="stop-place">
        <h2>{nameOf(current, language)}</h2>
        {away !== undefined && <p class="stop-distance">{away}</p>}
      </div>
      {board.untold > 0 && <p class="stop-note">{words.untold}</p>}
      {board.refused === current.deliveryId && (
        <p class="stop-refused" role="alert">
          {words.refused}
        </p>
      )}
      <HoldButton
        key={`${current.deliveryId} ${current.status}`}
        label={words.done[current.status]}
        hint={words.hold}
        again={words.again}
        onConfirm={() => onDone(current)}
      />
      {others.length > 0 && (
        <ul class="other-stops" aria-label={words.others}>
          {others.map((stop) => (
            <li key={stop.deliveryId}>
              <button type="button" class="other-stop" onClick={() => choose(stop.deliveryId)}>
                {stop.kind === 'pickup' ? <BagIcon /> : <HomeIcon />}
                <span>{nameOf(stop, language)}</span>
                {here !== undefined && <span>{distance(locale, distanceInMetres(here, stop.place))}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function nameOf({ kind, place }: Stop, { messages }: Language): string {
  return place.address ?? messages.rider.stop.unnamed[kind]
}
