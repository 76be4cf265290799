import './steps.css'
import type { Step } from '../live/steps.ts'
import { clock } from '../words/format.ts'
import type { Language } from '../words/language.ts'
import { CheckIcon } from './icons.tsx'

interface StepsListProps {
  readonly steps: readonly Step[]
  readonly language: Language
  /** On a phone; on a wide screen they stand one below the other. */
  readonly sideBySide?: boolean
}

/** What happened to a delivery, and what is still to come. */
export function StepsList({ steps, language: { messages, locale }, sideBySide = false }: StepsListProps) {
  return (
    <ol class="steps" data-side-by-side={sideBySide} aria-label={messages.track.progress}>
      {steps.map(({ name, at, state }) => (
        <li
          key={name}
          class="step"
          data-state={state}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span class="step-mark">{state === 'done' && <CheckIcon />}</span>
          <span class="step-name">{messages.track.steps[name]}</span>
          {at !== undefined && (
            <time class="step-time" dateTime={new Date(at).toISOString()}>
              {clock(locale, at)}
            </time>
          )}
        </li>
      ))}
    </ol>
  )
}
