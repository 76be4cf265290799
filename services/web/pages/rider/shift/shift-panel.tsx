import { useEffect } from 'preact/hooks'
import type { Language } from '../../words/language.ts'
import { KeyForm } from '../key/key-form.tsx'
import type { RiderKey } from '../key/rider-key.ts'
import { StopSheet } from '../stops/stop-sheet.tsx'
import { Facts } from './facts.tsx'
import { ShiftButton } from './shift-button.tsx'
import { Sign } from './sign.tsx'
import { shiftSummary } from './summary.ts'
import { useOnline } from './use-online.ts'
import { useShift } from './use-shift.ts'

interface ShiftPanelProps {
  readonly riderKey: RiderKey
  readonly language: Language
  readonly onKey: (key: RiderKey) => void
  readonly onForget: () => void
}

/** A rider at work: how it stands with this phone above, what there is to do below. */
export function ShiftPanel({ riderKey, language, onKey, onForget }: ShiftPanelProps) {
  const { state, permission, share, pause, done } = useShift(riderKey)
  const online = useOnline()
  const { messages } = language
  const { sharing, board, place } = state
  const summary = shiftSummary({ state, permission, online, secure: isSecureContext, language })
  const keyRefused = sharing.link === 'key-refused' || board.keyRefused
  const atWork = place === 'here' && !keyRefused
  useEffect(() => {
    document.title = `${summary.headline} · Doorstep`
  }, [summary.headline])

  return (
    <div class="shift">
      <section class="standing" aria-label={messages.rider.facts}>
        <Sign mood={summary.mood} taken={sharing.taken} />
        <h1>{summary.headline}</h1>
        <p class="standing-sentence">{summary.sentence}</p>
        {summary.kept !== undefined && <p class="kept">{summary.kept}</p>}
        <p class="for-screen-readers" role="status">
          {summary.headline}
        </p>
        {atWork && sharing.sensing !== 'off' && <Facts sharing={sharing} language={language} />}
        {keyRefused && <KeyForm messages={messages} onKey={onKey} />}
        {atWork && (
          <ShiftButton
            mood={summary.mood}
            sensing={sharing.sensing}
            messages={messages}
            share={share}
            pause={pause}
          />
        )}
        {!keyRefused && (
          <button type="button" class="quiet-button" onClick={onForget}>
            {messages.rider.key.another}
          </button>
        )}
      </section>
      {atWork && <StopSheet board={board} here={sharing.latest} language={language} onDone={done} />}
    </div>
  )
}
