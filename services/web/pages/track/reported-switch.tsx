import { DotsIcon } from '../design/icons.tsx'
import type { Messages } from '../words/english.ts'

interface ReportedSwitchProps {
  readonly asReported: boolean
  readonly messages: Messages
  readonly onSwitch: (asReported: boolean) => void
}

/** Between the way that is made of the positions, and the positions as the phone reported them. */
export function ReportedSwitch({ asReported, messages: { track }, onSwitch }: ReportedSwitchProps) {
  const { label, note } = track.reported
  return (
    <>
      <button
        type="button"
        class="round-button"
        aria-pressed={asReported}
        aria-label={label}
        title={label}
        onClick={() => onSwitch(!asReported)}
      >
        <DotsIcon />
      </button>
      <p class="reported-note" role="status">
        {asReported && note}
      </p>
    </>
  )
}
