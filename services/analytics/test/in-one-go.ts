import type { LocationFix } from '@doorstep/contracts'
import { inEventTime } from '../src/domain/run.ts'
import { noSegment, segmentBetween } from '../src/domain/segment.ts'
import type { Change } from '../src/domain/splice.ts'

/** What fixes, each of them once, come to when they are read in event time, one after the other. */
export function changesInOneGo(fixes: readonly LocationFix[]): Change[] {
  const riders = Map.groupBy(fixes, ({ riderId }) => riderId)
  return [...riders.values()].map(inEventTime).flatMap((own) =>
    own.map((fix, i) => {
      const before = own[i - 1]
      const segment = before === undefined ? noSegment : segmentBetween(before, fix)
      return { riderId: fix.riderId, fix, fixes: 1, segment }
    }),
  )
}
