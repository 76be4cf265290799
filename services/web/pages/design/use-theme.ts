import { useEffect, useState } from 'preact/hooks'
import { currentTheme, onThemeChange, type Theme } from './theme.ts'

/** For what is coloured by more than a stylesheet. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(currentTheme)
  useEffect(() => onThemeChange(setTheme), [])
  return theme
}
