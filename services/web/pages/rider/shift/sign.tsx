import { FollowIcon, LockIcon, NavigateIcon, OfflineIcon, PauseIcon } from '../../design/icons.tsx'
import type { ShiftSummary } from './summary.ts'

interface SignProps {
  readonly mood: ShiftSummary['mood']
  /** How often the server took something: each time a ring goes out. */
  readonly taken: number
}

const icons = {
  asking: NavigateIcon,
  opening: FollowIcon,
  sharing: NavigateIcon,
  paused: PauseIcon,
  looking: FollowIcon,
  offline: OfflineIcon,
  blocked: LockIcon,
}

/** How it stands, to be seen from an arm's length. */
export function Sign({ mood, taken }: SignProps) {
  const Icon = icons[mood]
  return (
    <span class="sign" data-mood={mood}>
      {mood === 'sharing' && taken > 0 && <span key={taken} class="sign-ring" />}
      <Icon />
    </span>
  )
}
