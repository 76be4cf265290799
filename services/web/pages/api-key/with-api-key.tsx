import type { ComponentChildren } from 'preact'
import { useCallback, useState } from 'preact/hooks'
import type { Messages } from '../words/english.ts'
import { forgetApiKey, storeApiKey, storedApiKey } from './api-key.ts'
import { KeyGate } from './key-gate.tsx'

interface WithApiKeyProps {
  readonly title: string
  readonly how: string
  readonly messages: Messages
  /** What the key opens. `onRefused`: it opened nothing after all, and another is to be asked for. */
  readonly children: (apiKey: string, onRefused: () => void) => ComponentChildren
}

/** What only who has the API key may see; until then, the question for it. */
export function WithApiKey({ title, how, messages, children }: WithApiKeyProps) {
  const [apiKey, setApiKey] = useState(storedApiKey)
  const [refused, setRefused] = useState(false)
  const onRefused = useCallback(() => {
    forgetApiKey()
    setRefused(true)
    setApiKey(undefined)
  }, [])

  if (apiKey !== undefined) return children(apiKey, onRefused)
  return (
    <KeyGate
      {...{ title, how, messages, refused }}
      onKey={(key) => {
        storeApiKey(key)
        setRefused(false)
        setApiKey(key)
      }}
    />
  )
}
