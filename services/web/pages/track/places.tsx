import type { TrackedDelivery } from '@doorstep/contracts'
import { BagIcon, HomeIcon } from '../design/icons.tsx'
import type { Messages } from '../words/english.ts'

interface PlacesProps {
  readonly delivery: TrackedDelivery
  readonly messages: Messages
}

/** Both ends of the way, as far as anybody gave them a name. */
export function Places({ delivery: { pickup, dropoff }, messages: { track } }: PlacesProps) {
  return (
    <dl class="places">
      {dropoff.address !== undefined && (
        <div>
          <HomeIcon />
          <dt>{track.deliverTo}</dt>
          <dd>{dropoff.address}</dd>
        </div>
      )}
      {pickup.address !== undefined && (
        <div>
          <BagIcon />
          <dt>{track.from}</dt>
          <dd>{pickup.address}</dd>
        </div>
      )}
    </dl>
  )
}
