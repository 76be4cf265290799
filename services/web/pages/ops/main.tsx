import '../design/base.css'
import '../design/map-page.css'
import './ops.css'
import { render } from 'preact'
import { applyStoredTheme } from '../design/theme.ts'
import { languageFor } from '../words/language.ts'
import { OpsPage } from './ops-page.tsx'

const page = document.getElementById('page')
const language = languageFor(navigator.languages)

applyStoredTheme()
document.documentElement.lang = language.code
document.title = `${language.messages.ops.title} · Doorstep`
if (page !== null) render(<OpsPage language={language} />, page)
