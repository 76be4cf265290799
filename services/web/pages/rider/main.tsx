import '../design/base.css'
import './rider.css'
import { render } from 'preact'
import { applyStoredTheme } from '../design/theme.ts'
import { languageFor } from '../words/language.ts'
import { RiderPage } from './rider-page.tsx'

const page = document.getElementById('page')
const language = languageFor(navigator.languages)

applyStoredTheme()
document.documentElement.lang = language.code
if (page !== null) render(<RiderPage language={language} />, page)

// Only over https or on this machine; elsewhere the page works for as long as there is a network.
navigator.serviceWorker?.register('/rider-worker.js', { scope: '/rider' })
