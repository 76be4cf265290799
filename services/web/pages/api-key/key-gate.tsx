import './key-gate.css'
import { useState } from 'preact/hooks'
import { KeyIcon } from '../design/icons.tsx'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import { usePageConfig } from '../page-config.ts'
import type { Messages } from '../words/english.ts'

interface KeyGateProps {
  /** What the key opens, and for whom. */
  readonly title: string
  readonly how: string
  readonly messages: Messages
  /** The key before this was no good. */
  readonly refused: boolean
  readonly onKey: (key: string) => void
}

/** Asks for the API key, once for each tab. A demo offers its own. */
export function KeyGate({ title, how, messages, refused, onKey }: KeyGateProps) {
  const [text, setText] = useState('')
  const config = usePageConfig()
  const words = messages.ops.key

  function use(event: Event): void {
    event.preventDefault()
    if (text.trim() !== '') onKey(text.trim())
  }

  return (
    <div class="gate">
      <div class="corner">
        <ThemeSwitch messages={messages} />
      </div>
      <div class="gate-sign">
        <KeyIcon />
      </div>
      <h1>{title}</h1>
      <p>{how}</p>
      <form class="gate-form" onSubmit={use}>
        <label for="key">{words.label}</label>
        <input
          id="key"
          type="password"
          autocomplete="off"
          value={text}
          aria-invalid={refused}
          aria-describedby="key-refused"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="gate-button">
          {words.use}
        </button>
        <p id="key-refused" class="gate-refused" role="alert">
          {refused && words.refused}
        </p>
      </form>
      {config?.demo === true && <DemoKey messages={messages} onKey={onKey} />}
    </div>
  )
}

/** In a demo nobody's address is real, and anybody may look. */
function DemoKey({ messages, onKey }: Pick<KeyGateProps, 'messages' | 'onKey'>) {
  const [failed, setFailed] = useState(false)
  const words = messages.ops.key
  return (
    <div class="gate-demo">
      <button
        type="button"
        class="gate-button gate-button-quiet"
        onClick={() => {
          setFailed(false)
          askDemoKey().then(onKey, () => setFailed(true))
        }}
      >
        {words.demo}
      </button>
      <p role="alert">{failed && words.demoUnavailable}</p>
    </div>
  )
}

async function askDemoKey(): Promise<string> {
  const response = await fetch('/demo/api-key')
  if (!response.ok) throw new Error(`/demo/api-key answered ${response.status}`)
  return (await response.json()).apiKey
}
