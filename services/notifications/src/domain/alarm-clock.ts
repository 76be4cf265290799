import { alarms } from './rules.ts'
import { isNews, nothingToTell, type Step, tell } from './told.ts'
import type { WatchedDelivery } from './watched-delivery.ts'

/**
 * Sets when to look at it again: exactly, or earlier if it was set so. An alarm that only moves away, as `silent` does
 * with each fix, is left alone: when it rings, it is looked at and set anew. So it costs nothing for each fix.
 */
export function rearmed(delivery: WatchedDelivery): WatchedDelivery {
  const nextAt = nextAlarmAt(delivery)
  const { wakeAt = Infinity } = delivery
  return nextAt < wakeAt ? { ...delivery, wakeAt: nextAt } : delivery
}

/** Tells what was due by then, and sets the clock to what comes next. */
export function ring(delivery: WatchedDelivery, time: number): Step {
  let step = nothingToTell(delivery)
  for (const { kind, dueAt } of alarms) {
    const at = dueAt(step.delivery)
    if (at !== undefined && at <= time && isNews(step.delivery.progress, kind, at))
      step = tell(step, kind, at)
  }
  return { ...step, delivery: setTo(step.delivery, nextAlarmAt(step.delivery)) }
}

export function setTo({ wakeAt: _, ...delivery }: WatchedDelivery, nextAt: number): WatchedDelivery {
  return nextAt === Infinity ? delivery : { ...delivery, wakeAt: nextAt }
}

/** Infinity if there is none. */
export function nextAlarmAt(delivery: WatchedDelivery): number {
  const due = alarms.flatMap(({ kind, dueAt }) => {
    const at = dueAt(delivery)
    return at !== undefined && isNews(delivery.progress, kind, at) ? [at] : []
  })
  return Math.min(...due)
}
