import { attribution, attributionUrl } from '@doorstep/city/map'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import { usePageConfig } from '../page-config.ts'
import type { Language } from '../words/language.ts'
import { Deliveries } from './deliveries.tsx'
import { loadSystemState } from './requests.ts'
import { SystemState } from './system-state.tsx'
import { usePolled } from './use-polled.ts'

const SYSTEM_EVERY_MS = 3_000

export function HomePage({ language }: { readonly language: Language }) {
  const config = usePageConfig()
  const system = usePolled(loadSystemState, SYSTEM_EVERY_MS)
  const { messages } = language
  const words = messages.home

  return (
    <div class="home">
      <header class="top">
        <div class="brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <h1>{words.title}</h1>
        </div>
        <nav>
          <a href="/ops">{words.ops}</a>
          <a href="/analytics">{words.analytics}</a>
          <a href="/rider">{words.rider}</a>
          <a href="/docs">{words.api}</a>
        </nav>
        <ThemeSwitch messages={messages} />
      </header>
      <p class="lead">{words.lead}</p>
      {config?.demo === true && <Deliveries language={language} />}
      {config?.demo === false && (
        <p class="note">
          {words.noDemo} <code>npm start</code> {words.noDemoAfter}
        </p>
      )}
      <SystemState services={config?.services ?? []} state={system} messages={messages} />
      <footer>
        <a href={attributionUrl} rel="noreferrer">
          {attribution}
        </a>
      </footer>
    </div>
  )
}
