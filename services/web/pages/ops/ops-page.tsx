import { useState } from 'preact/hooks'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import type { Language } from '../words/language.ts'
import { forgetApiKey, storeApiKey, storedApiKey } from './api-key.ts'
import { Board } from './board.tsx'
import { KeyGate } from './key-gate.tsx'
import { useOperations } from './use-operations.ts'

/** Everything at once, for who has the key. */
export function OpsPage({ language }: { readonly language: Language }) {
  const [apiKey, setApiKey] = useState(storedApiKey)
  const [refused, setRefused] = useState(false)

  if (apiKey === undefined)
    return (
      <KeyGate
        messages={language.messages}
        refused={refused}
        onKey={(key) => {
          storeApiKey(key)
          setRefused(false)
          setApiKey(key)
        }}
      />
    )
  return (
    <Operations
      apiKey={apiKey}
      language={language}
      onRefused={() => {
        forgetApiKey()
        setRefused(true)
        setApiKey(undefined)
      }}
    />
  )
}

interface OperationsProps {
  readonly apiKey: string
  readonly language: Language
  readonly onRefused: () => void
}

function Operations({ apiKey, language, onRefused }: OperationsProps) {
  const operations = useOperations(apiKey, onRefused)
  return (
    <div class="ops">
      <Board {...operations} apiKey={apiKey} language={language} />
      <div class="corner">
        <ThemeSwitch messages={language.messages} />
      </div>
    </div>
  )
}
