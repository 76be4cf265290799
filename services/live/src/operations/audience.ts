import type { CustomersServed } from '@doorstep/contracts'
import { patienceMs } from '../gateway/slowest-network.ts'
import type { Operator } from './operator.ts'
import type { RidersBoard } from './riders-board.ts'

/** Often enough that a rider's dot never waits, seldom enough that a thousand riders are one message. */
const TELL_EVERY_MS = 500
/** So often at least, so that an operator's page knows that nothing happened. */
const SAY_NOTHING_EVERY_MS = 5_000

/** Those who look at the board. Each is told what changed since they were last told. */
export interface Audience {
  join(operator: Operator): void
  leave(operator: Operator): void
  /** Tells everybody what is new. Called by itself while somebody is here. */
  tell(): void
}

export interface AudienceMetrics {
  operators(count: number): void
  /** Something was kept back for one who was still reading what came before. */
  conflated(): void
}

interface Seat {
  /** The version of the board this operator was told. */
  version: number
  toldAt: number
  /** Until when what is under way may take; undefined while nothing is kept back. */
  patientUntil: number | undefined
}

interface AudienceOptions {
  readonly board: RidersBoard
  readonly customers: () => CustomersServed
  readonly metrics: AudienceMetrics
  readonly now: () => number
}

export function createAudience({ board, customers, metrics, now }: AudienceOptions): Audience {
  const seats = new Map<Operator, Seat>()
  let timer: NodeJS.Timeout | undefined

  /** Whoever was told the same version is sent the same bytes. */
  function frames(): (version: number) => Buffer {
    const encoded = new Map<number, Buffer>()
    return (version) => {
      const known = encoded.get(version)
      if (known !== undefined) return known
      const message = (version < 0 ? undefined : board.changesSince(version)) ?? board.snapshot()
      const frame = Buffer.from(JSON.stringify({ ...message, customers: customers() }))
      encoded.set(version, frame)
      return frame
    }
  }

  function isReading(operator: Operator, seat: Seat): boolean {
    const unreadBytes = operator.unreadBytes()
    if (unreadBytes === 0) {
      seat.patientUntil = undefined
      return true
    }
    seat.patientUntil ??= now() + patienceMs(unreadBytes)
    if (now() > seat.patientUntil) void operator.close('tooSlow')
    return false
  }

  function tell(): void {
    board.settle()
    const frameSince = frames()
    for (const [operator, seat] of seats) {
      const isNew = board.version > seat.version
      if (!isNew && now() - seat.toldAt < SAY_NOTHING_EVERY_MS) continue
      if (!isReading(operator, seat)) {
        metrics.conflated()
        continue
      }
      operator.write(frameSince(seat.version))
      seat.version = board.version
      seat.toldAt = now()
    }
  }

  return {
    join(operator) {
      seats.set(operator, { version: -1, toldAt: 0, patientUntil: undefined })
      metrics.operators(seats.size)
      tell()
      timer ??= setInterval(tell, TELL_EVERY_MS)
    },
    leave(operator) {
      if (!seats.delete(operator)) return
      metrics.operators(seats.size)
      if (seats.size > 0) return
      clearInterval(timer)
      timer = undefined
    },
    tell,
  }
}
