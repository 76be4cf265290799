import '../design/base.css'
import './home.css'
import { render } from 'preact'
import { applyStoredTheme } from '../design/theme.ts'
import { languageFor } from '../words/language.ts'
import { HomePage } from './home-page.tsx'

const page = document.getElementById('page')
const language = languageFor(navigator.languages)

applyStoredTheme()
document.documentElement.lang = language.code
if (page !== null) render(<HomePage language={language} />, page)
