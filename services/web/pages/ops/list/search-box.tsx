import { SearchIcon } from '../../design/icons.tsx'
import type { Messages } from '../../words/english.ts'

interface SearchBoxProps {
  readonly text: string
  readonly messages: Messages
  readonly onText: (text: string) => void
}

export function SearchBox({ text, messages, onText }: SearchBoxProps) {
  return (
    <div class="search">
      <SearchIcon />
      <input
        type="search"
        aria-label={messages.ops.search}
        placeholder={messages.ops.search}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </div>
  )
}
