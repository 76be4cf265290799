import type { Messages } from '../words/english.ts'
import { MoonIcon, SunIcon } from './icons.tsx'
import { chooseTheme } from './theme.ts'
import { useTheme } from './use-theme.ts'

export function ThemeSwitch({ messages }: { readonly messages: Messages }) {
  const theme = useTheme()

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
