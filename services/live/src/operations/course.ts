import type { LocationFix, OpenDelivery } from '@doorstep/contracts'
import { astrayAfter } from '@doorstep/geo'
import { defined } from '../domain/defined.ts'
import { type Progress, progressAt } from '../domain/progress.ts'

/** How a delivery on its way is getting on: how far along it is, and whether its rider is off its route. */
export interface Course {
  readonly progress: Progress
  readonly straying: Straying
}

interface Straying {
  /** Off the route in a fix, and not certainly back since. */
  readonly since?: number
  /** The same, once it has lasted. */
  readonly offRouteSince?: number
  /** With another delivery, once: from then on the route is not the rider's way. */
  readonly carriedAlong?: true
}

export interface Circumstances {
  /** The rider has picked up more than this delivery. */
  readonly carriesOthers: boolean
  /** Where a rider goes from the door is no straying. */
  readonly hasArrived: boolean
}

const onRoute: Straying = {}

export function courseAfter(
  before: Course | undefined,
  delivery: OpenDelivery,
  fix: LocationFix,
  circumstances: Circumstances,
): Course {
  return {
    progress: progressAt(delivery, fix, before?.progress),
    straying: strayingAfter(before?.straying ?? onRoute, delivery, fix, circumstances),
  }
}

/** By the rule that merchants are notified by. It lasts until the rider is certainly back: a fix in doubt ends nothing. */
function strayingAfter(
  before: Straying,
  { route }: OpenDelivery,
  fix: LocationFix,
  { carriesOthers, hasArrived }: Circumstances,
): Straying {
  if (carriesOthers || before.carriedAlong) return { carriedAlong: true }
  if (route === undefined || hasArrived) return onRoute
  const { since, happenedAt } = astrayAfter(route.points, fix, before.since)
  const stillSince = since === before.since ? before.offRouteSince : undefined
  return defined({ since, offRouteSince: happenedAt ?? stillSince })
}
