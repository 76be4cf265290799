import { useEffect, useState } from 'preact/hooks'
import type { Messages } from '../words/english.ts'
import { MoonIcon, SunIcon } from './icons.tsx'
import { chooseTheme, currentTheme, onThemeChange } from './theme.ts'

export function ThemeSwitch({ messages }: { readonly messages: Messages }) {
  const [theme, setTheme] = useState(currentTheme)
  useEffect(() => onThemeChange(setTheme), [])

  const other = theme === 'dark' ? 'light' : 'dark'
  const label = messages.theme[other]
  return (
    <button
      type="button"
      class="round-button"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}
