import { useState } from 'preact/hooks'
import type { Messages } from '../../words/english.ts'
import { QrCode } from './qr-code.tsx'
import { keyIn, type RiderKey } from './rider-key.ts'

interface DemoRiderProps {
  readonly messages: Messages
  readonly onKey: (key: RiderKey) => void
}

/** In a demo anybody may ride: on this device, or on the phone that scans the code. */
export function DemoRider({ messages, onKey }: DemoRiderProps) {
  const [riderUrl, setRiderUrl] = useState<string>()
  const [failed, setFailed] = useState(false)
  const words = messages.rider.key

  async function hire(): Promise<void> {
    setFailed(false)
    await hireDemoRider().then(setRiderUrl, () => setFailed(true))
  }

  const key = riderUrl && keyIn(riderUrl)
  if (riderUrl === undefined || !key)
    return (
      <div class="demo-rider">
        <h2>{words.demoHeading}</h2>
        <button type="button" class="button" onClick={hire}>
          {words.demo}
        </button>
        <p role="alert">{failed && words.demoUnavailable}</p>
      </div>
    )
  return (
    <div class="demo-rider">
      <QrCode text={riderUrl} label={words.scan} />
      <h2>{words.scan}</h2>
      {isOfThisMachine(riderUrl) && <p class="demo-note">{words.reachable}</p>}
      <button type="button" class="button" onClick={() => onKey(key)}>
        {words.here}
      </button>
    </div>
  )
}

async function hireDemoRider(): Promise<string> {
  const response = await fetch('/demo/riders', { method: 'POST' })
  if (!response.ok) throw new Error(`/demo/riders answered ${response.status}`)
  return (await response.json()).riderUrl
}

function isOfThisMachine(url: string): boolean {
  const { hostname, protocol } = new URL(url)
  return protocol !== 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
