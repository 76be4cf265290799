import '../design/base.css'
import '../design/map-page.css'
import './track.css'
import { render } from 'preact'
import { applyStoredTheme } from '../design/theme.ts'
import { languageFor } from '../words/language.ts'
import { TrackPage } from './track-page.tsx'
import { registerWorker } from './worker.ts'

const page = document.getElementById('page')
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '')
const language = languageFor(navigator.languages)

applyStoredTheme()
document.documentElement.lang = language.code
if (page !== null) render(<TrackPage token={token} language={language} />, page)

// Once the page is there: what the worker fetches would be in its way.
addEventListener('load', () => {
  if ('serviceWorker' in navigator) registerWorker()
})
