import { setTimeout as delay } from 'node:timers/promises'
import type { PositionMessage } from '@doorstep/contracts'
import { extended, merged, TRAIL_LENGTH, type Trail } from '../domain/trail.ts'

const RETRY_AFTER_MS = 500

/** `reading` for the first time, `current` while the channel brings every change, `unreadable` while Redis is away. */
type TrailState = 'reading' | 'current' | 'unreadable'

export interface LiveTrailOptions {
  /** The stored positions; with a time, those recorded after it. Rejects while Redis is away. */
  read(recordedAfter: number | undefined): Promise<Trail>
  changed(state: TrailState): void
}

/**
 * One delivery's trail, read once and then kept by what its channel brings. It is read only after the channel was
 * subscribed to, and what arrives meanwhile is put together with what was read: nothing falls in between.
 */
export interface LiveTrail {
  /** Without a gap, up to now while `current`, up to when Redis went away otherwise. */
  readonly positions: Trail
  readonly state: TrailState
  /** Takes what the channel brought. True if it is news: newer than all before, and nothing is missing in between. */
  add(position: PositionMessage): boolean
  /** The channel was lost: what it brings from now on has a gap before it, until `load` has closed it. */
  lose(): void
  /** Reads what is missing, again and again until Redis is back. */
  load(): Promise<void>
  stop(): void
}

export function createLiveTrail({ read, changed }: LiveTrailOptions): LiveTrail {
  let positions: PositionMessage[] = []
  let arrived: Trail = []
  let state: TrailState = 'reading'
  let attempt = 0

  function become(next: TrailState): void {
    state = next
    changed(next)
  }

  /** True if it has to be tried again: nobody else has taken over, and Redis is away. */
  async function loadOnce(mine: number): Promise<boolean> {
    const stored = await read(positions.at(-1)?.recordedAt).catch(() => undefined)
    if (mine !== attempt) return false
    if (stored !== undefined) {
      positions = [...merged(positions, stored, arrived)]
      arrived = []
      become('current')
      return false
    }
    become('unreadable')
    await delay(RETRY_AFTER_MS, undefined, { ref: false })
    return mine === attempt
  }

  return {
    get positions() {
      return positions.slice(-TRAIL_LENGTH)
    },
    get state() {
      return state
    },
    add(position) {
      if (state !== 'current') {
        arrived = extended(arrived, position)
        return false
      }
      if (position.recordedAt <= (positions.at(-1)?.recordedAt ?? -1)) return false
      positions.push(position)
      // Cut now and then: to copy the trail for each position would be most of the work.
      if (positions.length > 2 * TRAIL_LENGTH) positions = positions.slice(-TRAIL_LENGTH)
      return true
    },
    lose() {
      attempt += 1
      arrived = []
      become('unreadable')
    },
    async load() {
      attempt += 1
      const mine = attempt
      while (await loadOnce(mine));
    },
    stop() {
      attempt += 1
    },
  }
}
