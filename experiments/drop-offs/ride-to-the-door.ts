import type { LocationFix, Position } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { firstGpsError, nextGpsError, observed } from '../../services/simulator/src/domain/gps-noise.ts'
import type { Random } from '../../services/simulator/src/domain/random.ts'

export const door: Position = { lat: 60.1654, lon: 24.9488 }

/** One moment of the truth. */
interface Moment {
  /** East and north of the door. */
  readonly eastM: number
  readonly northM: number
  readonly speedMps: number
}

type MeasuredFix = LocationFix & { readonly speedMps: number }

export interface Phone {
  readonly reportEveryMs: number
  readonly measuresSpeed: boolean
}

export interface DropOff {
  readonly pickedUpAt: number
  readonly fixes: readonly LocationFix[]
  /** When the rider stands at the door. */
  readonly arrivesAt: number
  readonly endedAt: number
  /** How far from the door the rider really is. */
  trueDistanceM(at: number): number
  /** How far from the door the rider still goes. */
  farthestAfterM(at: number): number
}

const TICK_MS = 1_000
const START = 1_700_000_000_000

/** The last 700 m of a delivery, with red lights, ways past the door to somebody else's, and a phone that errs and lies. */
export function dropOff(random: Random, { reportEveryMs, measuresSpeed }: Phone): DropOff {
  const moments = truth(random.fork('truth'))
  const phase = Math.floor(random.between(0, reportEveryMs / TICK_MS))
  const fixes = reported(moments, random.fork('phone'))
    .filter((_, tick) => tick % (reportEveryMs / TICK_MS) === phase)
    .map(({ speedMps, ...fix }) => ({ ...fix, ...(measuresSpeed && { speedMps }) }))
  const distanceM = ({ eastM, northM }: Moment) => Math.hypot(eastM, northM)
  const tickAt = (at: number) => Math.round((at - START) / TICK_MS)
  return {
    pickedUpAt: START,
    fixes,
    arrivesAt: START + TICK_MS * standsFrom(moments),
    endedAt: START + TICK_MS * moments.length,
    trueDistanceM(at) {
      const moment = moments[tickAt(at)]
      return moment === undefined ? Infinity : distanceM(moment)
    },
    farthestAfterM: (at) => Math.max(...moments.slice(tickAt(at)).map(distanceM)),
  }
}

/** The first moment of the last stand. */
function standsFrom(moments: readonly Moment[]): number {
  return moments.findLastIndex(({ speedMps }) => speedMps > 0) + 1
}

function truth(random: Random): Moment[] {
  const cruiseMps = random.between(3.5, 6.5)
  const moments: Moment[] = []
  let eastM = -700
  /** How far from the geocoded address the way leads past it. */
  const northM = random.between(0, 15)

  function ride(toM: number): void {
    const direction = Math.sign(toM - eastM)
    while (Math.abs(toM - eastM) > cruiseMps) {
      // Nobody brakes later than comfort allows: 1 m/s².
      const speedMps = Math.max(1, Math.min(cruiseMps, Math.sqrt(2 * Math.abs(toM - eastM))))
      eastM += direction * speedMps
      moments.push({ eastM, northM, speedMps })
      if (speedMps === 1 && Math.abs(toM - eastM) <= 2) break
    }
    eastM = toM
    moments.push({ eastM, northM, speedMps: 1 })
  }
  function stand(seconds: number): void {
    for (let second = 0; second < seconds; second++) moments.push({ eastM, northM, speedMps: 0 })
  }

  if (random.chance(0.5)) {
    ride(-random.between(70, 250))
    stand(random.between(5, 60))
  }
  if (random.chance(0.3)) {
    ride(random.between(120, 400))
    stand(random.between(30, 180))
  }
  ride(random.between(-10, 10))
  stand(random.between(45, 180))
  return moments
}

/** Positions that wander, sometimes off by a street for a while, and jump; none of which the phone owns up to in full. */
function reported(moments: readonly Moment[], random: Random): MeasuredFix[] {
  let error = firstGpsError(random)
  let jump = { seconds: 0, metres: 0, bearingDeg: 0 }
  const drift = random.chance(0.2)
    ? {
        metres: random.between(10, 30),
        bearingDeg: random.between(0, 360),
        from: random.between(0, moments.length),
      }
    : undefined

  return moments.map(({ eastM, northM, speedMps }, tick) => {
    error = nextGpsError(error, TICK_MS, random)
    if (jump.seconds > 0) jump = { ...jump, seconds: jump.seconds - 1 }
    else if (random.chance(0.01))
      jump = {
        seconds: Math.ceil(random.between(0, 3)),
        metres: random.between(40, 300),
        bearingDeg: random.between(0, 360),
      }
    const driftM = drift === undefined ? 0 : drift.metres * Math.max(0, 1 - Math.abs(tick - drift.from) / 40)
    const true_ = destinationPoint(destinationPoint(door, 90, eastM), 0, northM)
    const wandered = destinationPoint(observed(true_, error), drift?.bearingDeg ?? 0, driftM)
    const seen = jump.seconds > 0 ? destinationPoint(wandered, jump.bearingDeg, jump.metres) : wandered
    const at = START + TICK_MS * tick
    return {
      riderId: 'r-1',
      ...seen,
      recordedAt: at,
      receivedAt: at + 200,
      accuracyM: error.accuracyM + driftM / 2,
      speedMps: Math.max(0, speedMps + 0.3 * random.gaussian()),
      source: 'http',
    }
  })
}
