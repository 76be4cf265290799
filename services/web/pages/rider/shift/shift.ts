import type { Location } from '@doorstep/contracts'
import type { RiderKey } from '../key/rider-key.ts'
import { keptInBrowser } from '../outbox/kept-in-browser.ts'
import { postLocations } from '../outbox/locations-api.ts'
import { MOST_KEPT } from '../outbox/thinning.ts'
import { sense } from '../sense/sense.ts'
import { deliveriesApi } from '../stops/deliveries-api.ts'
import type { StatusReport, Stop } from '../stops/stops.ts'
import { createStopsBoard, nothingToDo, type StopsState } from '../stops/stops-board.ts'
import { inOneTab } from './one-tab.ts'
import { createSharing, nothingShared, type SharingState } from './sharing.ts'

export interface ShiftState {
  /** `elsewhere`: another tab of this browser does it. `nowhere`: this browser keeps nothing for pages. */
  readonly place: 'opening' | 'here' | 'elsewhere' | 'nowhere'
  readonly sharing: SharingState
  readonly board: StopsState
}

/** A rider at work with this phone: where they are, and what they have to do. */
export interface Shift {
  share(): void
  pause(): void
  done(stop: Stop): void
  end(): void
}

export const notBegun: ShiftState = { place: 'opening', sharing: nothingShared, board: nothingToDo }

/** Another tab that is just being closed has this long to let go. */
const ELSEWHERE_AFTER_MS = 1_000

export function beginShift({ key, riderId }: RiderKey, onState: (state: ShiftState) => void): Shift {
  const over = new AbortController()
  const { signal } = over
  let state = notBegun
  let shift: Omit<Shift, 'end'> | undefined
  let wantsToShare = false

  function change(fields: Partial<ShiftState>): void {
    state = { ...state, ...fields }
    if (!signal.aborted) onState(state)
  }

  async function work(): Promise<void> {
    const [positions, reports] = await Promise.all([
      keptInBrowser<Location>({ name: 'doorstep-positions', riderId, most: MOST_KEPT }),
      keptInBrowser<StatusReport>({ name: 'doorstep-reports', riderId }),
    ])
    change({ place: 'here' })
    const sharing = createSharing({
      send: (locations) => postLocations(key, locations),
      sense,
      kept: positions,
      onState: (sharing) => change({ sharing }),
    })
    const board = createStopsBoard({
      api: deliveriesApi(key),
      riderId,
      kept: reports,
      onTold: sharing.hurry,
      onState: (board) => change({ board }),
    })
    const stopListening = whenBack(() => {
      sharing.retryNow()
      board.retryNow()
    })
    shift = { share: sharing.start, pause: sharing.pause, done: board.done }
    if (wantsToShare) shift.share()

    await ended(signal)
    stopListening()
    sharing.end()
    board.end()
  }

  setTimeout(() => state.place === 'opening' && change({ place: 'elsewhere' }), ELSEWHERE_AFTER_MS)
  inOneTab('doorstep-rider', signal, work).catch(() => change({ place: 'nowhere' }))

  return {
    share() {
      wantsToShare = true
      shift?.share()
    },
    pause() {
      wantsToShare = false
      shift?.pause()
    },
    done: (stop) => shift?.done(stop),
    end: () => over.abort(),
  }
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Calls when the phone is online again, or the page is looked at again. */
function whenBack(act: () => void): () => void {
  const back = () => {
    if (document.visibilityState === 'visible') act()
  }
  window.addEventListener('online', back)
  document.addEventListener('visibilitychange', back)
  return () => {
    window.removeEventListener('online', back)
    document.removeEventListener('visibilitychange', back)
  }
}
