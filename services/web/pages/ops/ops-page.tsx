import { WithApiKey } from '../api-key/with-api-key.tsx'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import type { Language } from '../words/language.ts'
import { Board } from './board.tsx'
import { useOperations } from './stream/use-operations.ts'

/** Everything at once, for who has the key. */
export function OpsPage({ language }: { readonly language: Language }) {
  const { messages } = language
  return (
    <WithApiKey title={messages.ops.title} how={messages.ops.key.how} messages={messages}>
      {(apiKey, onRefused) => <Operations {...{ apiKey, language, onRefused }} />}
    </WithApiKey>
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
