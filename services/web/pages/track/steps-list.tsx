import { CheckIcon } from '../design/icons.tsx'
import { clock } from '../words/format.ts'
import type { Language } from '../words/language.ts'
import type { Step } from './steps.ts'

interface StepsListProps {
  readonly steps: readonly Step[]
  readonly language: Language
}

export function StepsList({ steps, language: { messages, locale } }: StepsListProps) {
  return (
    <ol class="steps" aria-label={messages.track.progress}>
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
