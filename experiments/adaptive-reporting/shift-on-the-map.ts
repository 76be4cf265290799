import { distanceInMetres } from '@doorstep/geo'
import { LINGER_MS } from '../../services/live/src/domain/watch-lease.ts'
import { createReportPace } from '../../services/simulator/src/domain/report-pace.ts'
import { shownAt } from '../../services/web/pages/map/motion.ts'
import { type Playback, played } from '../../services/web/pages/map/playback.ts'
import type { Errand, ShiftMoment } from '../rides/shift.ts'
import type { Policy } from './policies.ts'

/** Moments of a shift are so far apart. */
export const TICK_MS = 200
/** The simulator's phones look each second whether a report is due. */
const PHONE_TICK_MS = 1_000
/** From the phone to the map, over a mobile network. The same back for what the phone is told. */
const ON_THE_WAY_MS = 200

/** What a way of reporting came to. */
export interface Outcome {
  pings: number
  /** Of them, while a delivery was on its way. */
  pingsOnTheWay: number
  /** At each moment at which somebody looked and saw a dot: metres to where the rider was. */
  readonly errorsM: number[]
  /** Moments at which somebody looked and there was no dot yet. */
  blankMoments: number
}

export const noOutcome = (): Outcome => ({ pings: 0, pingsOnTheWay: 0, errorsM: [], blankMoments: 0 })

/** Adds what a shift comes to if its phone reports by this policy and its customers look at these moments. */
export function addShift(
  outcome: Outcome,
  moments: readonly ShiftMoment[],
  looks: readonly boolean[],
  policy: Policy,
): void {
  const phone = createReportPace()
  const map = customersMap()
  let watchedUntil = Number.NEGATIVE_INFINITY
  let sent: ShiftMoment | undefined
  let isUnderWay = false

  for (const [i, moment] of moments.entries()) {
    const { at, errand } = moment
    if (policy.tellsNews && hasNews(errand, moments[i - 1]?.errand)) phone.hasNews(at)
    if (at % PHONE_TICK_MS === 0 && phone.isDue(at)) {
      outcome.pings += 1
      if (errand.status === 'picked-up') outcome.pingsOnTheWay += 1
      phone.reported(at)
      sent = moment
      isUnderWay = true
    }
    if (looks[i]) watchedUntil = at + LINGER_MS
    if (sent !== undefined && isUnderWay && at - sent.at >= ON_THE_WAY_MS) {
      isUnderWay = false
      phone.asked(policy.nextPingMs(sent, at <= watchedUntil))
      map.arrived(sent)
    }
    const errorM = map.errorAt(moment, looks[i] === true)
    if (errorM !== undefined) outcome.errorsM.push(errorM)
    else if (looks[i]) outcome.blankMoments += 1
  }
}

/** The page of the customer whose delivery is on its way: opened when they look, with the newest fix there is. */
function customersMap() {
  let newest: ShiftMoment | undefined
  let shown: ShiftMoment | undefined
  let playback: Playback | undefined

  return {
    arrived(moment: ShiftMoment): void {
      newest = moment
    },
    /** Undefined if nobody looks, or there is no dot. */
    errorAt({ at, truth, errand }: ShiftMoment, isOpen: boolean): number | undefined {
      const { route } = errand
      if (!isOpen || newest?.errand !== errand) {
        playback = undefined
        return undefined
      }
      if (playback === undefined || newest !== shown)
        playback = played(playback, { fix: newest.fix, route, now: at, glides: true })
      shown = newest
      return distanceInMetres(shownAt(playback.leg, route, at).position, truth)
    },
  }
}

const hasNews = (errand: Errand, before: Errand | undefined) => errand !== before && errand.status !== 'none'
