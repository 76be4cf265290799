import { ThemeSwitch } from '../design/theme-switch.tsx'
import type { Language } from '../words/language.ts'
import { KeyPanel } from './key/key-panel.tsx'
import { useRiderKey } from './key/use-rider-key.ts'
import { ShiftPanel } from './shift/shift-panel.tsx'

export function RiderPage({ language }: { readonly language: Language }) {
  const { riderKey, use, forget } = useRiderKey()
  const { messages } = language

  return (
    <div class="rider">
      <header class="rider-top">
        <a class="rider-brand" href="/">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          Doorstep
        </a>
        <ThemeSwitch messages={messages} />
      </header>
      {riderKey === undefined ? (
        <KeyPanel messages={messages} onKey={use} />
      ) : (
        <ShiftPanel
          key={riderKey.key}
          riderKey={riderKey}
          language={language}
          onKey={use}
          onForget={forget}
        />
      )}
    </div>
  )
}
