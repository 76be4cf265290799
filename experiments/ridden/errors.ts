import { segmentLengthInMetres } from '@doorstep/geo'
import { segmentBetween } from '../../services/analytics/src/domain/segment.ts'
import type { Day } from './days.ts'

/** By what share of the truth all days together are too long, or, negative, too short. */
export interface Errors {
  readonly distance: number
  readonly movingTime: number
  /** Of the straight line from fix to fix, to compare. */
  readonly straight: number
}

export function errorsOf(days: readonly Day[], intervalS: number): Errors {
  let [distanceM, movingMs, straightM] = [0, 0, 0]
  for (const { readings } of days) {
    const sent = readings.filter((_, second) => second % intervalS === 0)
    for (const [i, to] of sent.entries()) {
      const from = sent[i - 1]
      if (from === undefined) continue
      const segment = segmentBetween(from, to)
      distanceM += segment.distanceMm / 1000
      movingMs += segment.movingMs
      straightM += segmentLengthInMetres(from, to)
    }
  }
  const trueM = days.reduce((sum, day) => sum + day.trueM, 0)
  const trueMovingMs = days.reduce((sum, day) => sum + day.trueMovingMs, 0)
  return {
    distance: distanceM / trueM - 1,
    movingTime: movingMs / trueMovingMs - 1,
    straight: straightM / trueM - 1,
  }
}
