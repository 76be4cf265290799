import { PauseIcon, PlayIcon } from '../../design/icons.tsx'
import type { Messages } from '../../words/english.ts'
import type { SharingState } from './sharing.ts'
import type { ShiftSummary } from './summary.ts'

interface ShiftButtonProps {
  readonly mood: ShiftSummary['mood']
  readonly sensing: SharingState['sensing']
  readonly messages: Messages
  readonly share: () => void
  readonly pause: () => void
}

/** The one thing to do about sharing: start, pause, resume, or try again. */
export function ShiftButton({ mood, sensing, messages: { rider }, share, pause }: ShiftButtonProps) {
  if (mood === 'asking')
    return (
      <button type="button" class="button button-primary" onClick={share}>
        {rider.ask.start}
      </button>
    )
  if (mood === 'blocked')
    return (
      <button type="button" class="button" onClick={share}>
        {rider.tryAgain}
      </button>
    )
  if (sensing === 'off')
    return (
      <button type="button" class="button button-primary" onClick={share}>
        <PlayIcon />
        {rider.resume}
      </button>
    )
  return (
    <button type="button" class="button" onClick={pause}>
      <PauseIcon />
      {rider.pause}
    </button>
  )
}
