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
  for (const locale of preferred.filter(isLocale)) {
    const [code] = locale.toLowerCase().split('-')
    if (code === 'fi') return { locale, code, messages: finnish }
    if (code === 'en') return { locale, code, messages: english }
  }
  return { locale: 'en', code: 'en', messages: english }
}

/** A browser may hand on what its system says, such as `en-US@posix`, which `Intl` does not take. */
function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0
  } catch {
    return false
  }
}
