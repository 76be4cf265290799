import type { IngestAnswer, Location } from '@doorstep/contracts'
import type { Answer } from '../outbox/answer.ts'
import type { Kept, KeptItems } from '../outbox/kept-items.ts'
import { MOST_PER_REQUEST } from '../outbox/locations-api.ts'
import { createOutbox, type Outcome } from '../outbox/outbox.ts'
import { watchBattery } from '../sense/battery.ts'
import { createPace } from '../sense/pace.ts'
import { type Battery, locationOf } from '../sense/reading.ts'
import type { SenseOptions } from '../sense/sense.ts'
import type { PositionFault, Watch } from '../sense/watch-position.ts'

export interface SharingState {
  /** `off`: nobody asked the phone where it is. */
  readonly sensing: 'off' | 'looking' | 'on' | PositionFault
  /** How the latest request ended; `waiting`: the server could not take it. */
  readonly link: 'fine' | 'waiting' | 'key-refused'
  /** Positions that the server has not taken yet. */
  readonly kept: number
  /** Until the next position is of use, as the server said. */
  readonly everyMs: number
  readonly latest?: Location
  readonly battery?: Battery
  /** When the server last took something, and how often it did. */
  readonly takenAt?: number
  readonly taken: number
  /** The server keeps nothing of a rider without a delivery. */
  readonly offDuty: boolean
  readonly awake: boolean
}

export interface Sharing {
  start(): void
  /** Nothing is recorded until the next start; what is kept is sent all the same. */
  pause(): void
  /** Something changed by which the server decides how often: it is told where the phone is now, and soon again. */
  hurry(): void
  retryNow(): void
  end(): void
}

export const nothingShared: SharingState = {
  sensing: 'off',
  link: 'fine',
  kept: 0,
  everyMs: 1_000,
  taken: 0,
  offDuty: false,
  awake: false,
}

interface SharingOptions {
  readonly send: (locations: readonly Kept<Location>[]) => Promise<Answer<IngestAnswer>>
  readonly sense: (options: SenseOptions) => Watch
  readonly kept: KeptItems<Location>
  readonly onState: (state: SharingState) => void
}

/** Where this phone is, told to the server: recorded and kept first, forgotten only once the server has it. */
export function createSharing({ send, sense, kept, onState }: SharingOptions): Sharing {
  let state = nothingShared
  const pace = createPace(nothingShared.everyMs)
  let senses: Watch | undefined

  function change(fields: Partial<SharingState>): void {
    state = { ...state, ...fields }
    onState(state)
  }

  const outbox = createOutbox({ kept, most: MOST_PER_REQUEST, send, onOutcome: heard })

  async function heard(outcome: Outcome<Location, IngestAnswer>): Promise<void> {
    const count = await kept.count()
    if (outcome.kind === 'later') return change({ link: 'waiting', kept: count })
    if (outcome.kind === 'key-refused') {
      pause()
      return change({ link: 'key-refused', kept: count })
    }
    if (state.link === 'key-refused') start()
    if (outcome.kind === 'taken') pace.said(outcome.body.nextPingMs)
    change({ link: 'fine', kept: count, everyMs: pace.everyMs, ...newsIn(outcome, state.taken) })
  }

  async function record(location: Location): Promise<void> {
    change({ latest: location })
    if (!pace.wants(location.recordedAt)) return
    await kept.add({ at: location.recordedAt, item: location })
    change({ kept: await kept.count() })
    await outbox.send()
  }

  function start(): void {
    senses?.stop()
    change({ sensing: 'looking' })
    senses = sense({
      onPosition(position) {
        change({ sensing: 'on' })
        void record(locationOf(position, state.battery))
      },
      onFault: (sensing) => change({ sensing }),
      onAwake: (awake) => change({ awake }),
    })
  }

  function pause(): void {
    senses?.stop()
    senses = undefined
    change({ sensing: 'off', awake: false })
  }

  const stopBattery = watchBattery((battery) => change({ battery }))
  kept.count().then((count) => change({ kept: count }))
  outbox.send()

  return {
    start,
    pause,
    hurry() {
      pace.hurry()
      change({ everyMs: pace.everyMs })
      // A phone that stands still may have nothing new to tell.
      if (senses !== undefined && state.latest !== undefined) void record(state.latest)
      senses?.askNow()
    },
    retryNow: () => void outbox.retryNow(),
    end() {
      senses?.stop()
      stopBattery()
      outbox.stop()
    },
  }
}

function newsIn(answer: Answer<IngestAnswer>, taken: number): Partial<SharingState> {
  if (answer.kind !== 'taken') return {}
  const { accepted, rejected } = answer.body
  return {
    takenAt: Date.now(),
    taken: taken + 1,
    offDuty: accepted === 0 && rejected.every(({ code }) => code === 'OFF_DUTY'),
  }
}
