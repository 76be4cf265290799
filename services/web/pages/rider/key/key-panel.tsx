import { useEffect } from 'preact/hooks'
import { KeyIcon } from '../../design/icons.tsx'
import { usePageConfig } from '../../page-config.ts'
import type { Messages } from '../../words/english.ts'
import { DemoRider } from './demo-rider.tsx'
import { KeyForm } from './key-form.tsx'
import type { RiderKey } from './rider-key.ts'

interface KeyPanelProps {
  readonly messages: Messages
  readonly onKey: (key: RiderKey) => void
}

/** A phone that has no key yet. */
export function KeyPanel({ messages, onKey }: KeyPanelProps) {
  const config = usePageConfig()
  const words = messages.rider.key
  useEffect(() => {
    document.title = `${messages.rider.title} · Doorstep`
  }, [messages])

  return (
    <section class="welcome">
      <span class="sign" data-mood="asking">
        <KeyIcon />
      </span>
      <h1>{words.heading}</h1>
      <p class="welcome-how">{words.how}</p>
      <KeyForm messages={messages} onKey={onKey} />
      {config?.demo === true && <DemoRider messages={messages} onKey={onKey} />}
    </section>
  )
}
