import { english, type Messages } from './english.ts'
import { finnish } from './finnish.ts'

export interface Language {
  /** For `Intl`: with its region, where the browser tells one, so that the clock is the reader's own. */
  readonly locale: string
  /** For the page's `lang`. */
  readonly code: 'en' | 'fi'
  readonly messages: Messages
}

/** The first language of the reader that the pages speak, else English. */
export function languageFor(preferred: readonly string[]): Language {
  for (const locale of preferred) {
    const [code] = locale.toLowerCase().split('-')
    if (code === 'fi') return { locale, code, messages: finnish }
    if (code === 'en') return { locale, code, messages: english }
  }
  return { locale: 'en', code: 'en', messages: english }
}
