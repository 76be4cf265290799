import { useState } from 'preact/hooks'
import { AgeChip } from '../design/age-chip.tsx'
import { ChevronIcon } from '../design/icons.tsx'
import { StepsList } from '../design/steps-list.tsx'
import { type DeliveryView, isOver } from '../live/delivery-view.ts'
import { stepsOf } from '../live/steps.ts'
import type { Summary } from '../live/summary.ts'
import type { Language } from '../words/language.ts'
import { Places } from './places.tsx'
import { PushButton } from './push-button.tsx'
import { Receipt } from './receipt.tsx'

interface SheetProps {
  readonly token: string
  readonly view: DeliveryView
  readonly summary: Summary
  readonly language: Language
}

/** What floats on the map: at the bottom of a phone, at the side of a wide screen. */
export function Sheet({ token, view, summary, language }: SheetProps) {
  const [open, setOpen] = useState(true)
  const words = language.messages.track
  const { delivery } = view
  const label = open ? words.hideDetails : words.showDetails

  return (
    <section class="sheet" data-open={open} aria-label={words.title}>
      <button
        type="button"
        class="sheet-toggle"
        aria-expanded={open}
        aria-controls="details"
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        <ChevronIcon />
      </button>
      <header class="headline">
        <p class="caption">
          {summary.caption !== undefined && <span>{summary.caption}</span>}
          {summary.age !== undefined && <AgeChip age={summary.age} />}
        </p>
        <h1 class="figure" data-uncertain={summary.uncertain}>
          {summary.figure}
        </h1>
        <p class="sentence">{summary.sentence}</p>
      </header>
      {delivery !== undefined && (
        <div id="details" class="details" hidden={!open}>
          {isOver(view) && <Receipt delivery={delivery} routeM={view.route?.distanceM} language={language} />}
          <StepsList steps={stepsOf(view)} language={language} sideBySide />
          {!isOver(view) && <PushButton token={token} language={language} />}
          <Places delivery={delivery} messages={language.messages} />
        </div>
      )}
    </section>
  )
}
