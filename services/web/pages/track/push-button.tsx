import { useState } from 'preact/hooks'
import { usePageConfig } from '../page-config.ts'
import type { Language } from '../words/language.ts'
import { canBePushed, type Outcome, subscribe } from './push.ts'

interface PushButtonProps {
  readonly token: string
  readonly language: Language
}

/** Offered where it can be kept: the installation pushes, and so does the browser. */
export function PushButton({ token, language: { messages, code } }: PushButtonProps) {
  const publicKey = usePageConfig()?.pushPublicKey
  const [outcome, setOutcome] = useState<Outcome>()
  if (publicKey === undefined || !canBePushed()) return undefined
  const words = messages.track.push

  if (outcome !== undefined)
    return (
      <p class="push-outcome" role="status">
        {words[outcome]}
      </p>
    )
  return (
    <button
      type="button"
      class="push"
      onClick={async () => setOutcome(await subscribe({ token, publicKey, language: code }))}
    >
      {words.offer}
    </button>
  )
}
