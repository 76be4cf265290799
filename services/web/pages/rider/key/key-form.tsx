import { useState } from 'preact/hooks'
import type { Messages } from '../../words/english.ts'
import { keyIn, type RiderKey } from './rider-key.ts'

interface KeyFormProps {
  readonly messages: Messages
  readonly onKey: (key: RiderKey) => void
}

/** Takes a key, or the link that carries one. */
export function KeyForm({ messages, onKey }: KeyFormProps) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const words = messages.rider.key

  function use(event: Event): void {
    event.preventDefault()
    const key = keyIn(text)
    setWrong(key === undefined)
    if (key !== undefined) onKey(key)
  }

  return (
    <form class="key-form" onSubmit={use}>
      <label for="key">{words.label}</label>
      <input
        id="key"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="rk_…"
        value={text}
        aria-invalid={wrong}
        aria-describedby="key-wrong"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button button-primary">
        {words.use}
      </button>
      <p id="key-wrong" class="key-wrong" role="alert">
        {wrong && words.wrong}
      </p>
    </form>
  )
}
