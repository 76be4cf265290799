export type Theme = 'light' | 'dark'

const KEY = 'doorstep-theme'
const systemIsDark = () => window.matchMedia('(prefers-color-scheme: dark)')

/** What the reader chose, else what their system says. */
export function currentTheme(): Theme {
  return chosenTheme() ?? (systemIsDark().matches ? 'dark' : 'light')
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage is closed to this page: the choice holds until it is left.
  }
  for (const listener of listeners) listener(theme)
}

/** Calls back whenever the theme changes, by choice or by the system; returns how to stop. */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  const bySystem = () => listener(currentTheme())
  listeners.add(listener)
  systemIsDark().addEventListener('change', bySystem)
  return () => {
    listeners.delete(listener)
    systemIsDark().removeEventListener('change', bySystem)
  }
}

const listeners = new Set<(theme: Theme) => void>()

function chosenTheme(): Theme | undefined {
  const chosen = document.documentElement.dataset.theme ?? storedTheme()
  return chosen === 'light' || chosen === 'dark' ? chosen : undefined
}

function storedTheme(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Before the first paint, so that the page does not flash. */
export function applyStoredTheme(): void {
  const stored = chosenTheme()
  if (stored !== undefined) document.documentElement.dataset.theme = stored
}
