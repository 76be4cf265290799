import '../../design/lost-banner.css'
import { age } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { type OperationsView, serverTime } from './operations-view.ts'

interface LostBannerProps {
  readonly view: OperationsView
  /** By this device's clock. */
  readonly here: number
  readonly language: Language
}

/** That what is shown is not now, and how old it is. */
export function LostBanner({ view, here, language }: LostBannerProps) {
  const ageMs = serverTime(view, here) - (view.asOf ?? here)
  return (
    <p class="lost-banner" role="status">
      {language.messages.ops.lost(age(language.locale, ageMs))}
    </p>
  )
}
