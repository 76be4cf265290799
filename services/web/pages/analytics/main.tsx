import '../design/base.css'
import '../design/map-page.css'
import './analytics.css'
import { render } from 'preact'
import { applyStoredTheme } from '../design/theme.ts'
import { languageFor } from '../words/language.ts'
import { AnalyticsPage } from './analytics-page.tsx'

const page = document.getElementById('page')
const language = languageFor(navigator.languages)

applyStoredTheme()
document.documentElement.lang = language.code
document.title = `${language.messages.analytics.title} · Doorstep`
if (page !== null) render(<AnalyticsPage language={language} />, page)
