import type { DeliveryEvent, DeliveryNotification, LocationFix } from '@doorstep/contracts'
import { nextAlarmAt, rearmed, ring, setTo } from './alarm-clock.ts'
import { isCarriedAlong } from './carried-along.ts'
import { factsOf } from './facts.ts'
import type { Finding } from './rule.ts'
import { eventRules, fixRules } from './rules.ts'
import { heardAt } from './silent.ts'
import { standingAfter } from './stalled.ts'
import { isNews, nothingToTell, type Step, tell } from './told.ts'
import type { Progress, WatchedDelivery } from './watched-delivery.ts'

/** What a batch changes. Empty when it changes nothing, as when the same batch comes again. */
export interface Advance {
  readonly changed: readonly WatchedDelivery[]
  readonly notifications: readonly DeliveryNotification[]
}

/** What these events, in order and read now, mean for the deliveries they tell of. */
export function afterEvents(
  deliveries: readonly WatchedDelivery[],
  events: readonly DeliveryEvent[],
  now: number,
): Advance {
  const eventsOf = Map.groupBy(events, (event) => event.delivery.deliveryId)
  return advanceEach(
    deliveries,
    ({ deliveryId }) => eventsOf.get(deliveryId) ?? [],
    (delivery, event) => afterEvent(delivery, event, now),
  )
}

/** What these fixes, in order, mean for the deliveries that their riders carry. */
export function afterFixes(deliveries: readonly WatchedDelivery[], fixes: readonly LocationFix[]): Advance {
  const fixesOf = Map.groupBy(fixes, (fix) => fix.riderId)
  const carriedBy = Map.groupBy(deliveries, ({ riderId }) => riderId ?? '')
  return advanceEach(
    deliveries,
    ({ riderId }) => fixesOf.get(riderId ?? '') ?? [],
    (delivery, fix) => afterFix(delivery, fix, carriedBy.get(fix.riderId) ?? []),
  )
}

/** What it means for these deliveries that all is known of them until then. */
export function afterTime(
  deliveries: readonly WatchedDelivery[],
  knownUntil: (delivery: WatchedDelivery) => number,
): Advance {
  return advanceEach(deliveries, (delivery) => [knownUntil(delivery)], ring)
}

/**
 * An event that is not newer than the newest known changes nothing. What is to be heard of the rider counts from when we
 * learnt of the pickup, which may have been told late.
 */
function afterEvent(before: WatchedDelivery, event: DeliveryEvent, now: number): Step {
  if (event.version <= before.version) return nothingToTell(before)
  const { over } = before
  const learnt = before.pickedUpAt === undefined && event.delivery.pickedUpAt !== undefined
  const progress = learnt ? { ...before.progress, heard: { since: now, at: now } } : before.progress
  const known = { ...factsOf(event), progress, over }
  const step = conclude(known, eventRules, (rule) => rule.consider(event))
  return { ...step, delivery: setTo(step.delivery, nextAlarmAt(step.delivery)) }
}

/**
 * A fix counts if it was recorded between pickup and end, and after all others seen: a late one never notifies. Both by
 * the clocks of those who recorded, so that it does not matter when we read it. That it came at all is a sign of life.
 */
function afterFix(before: WatchedDelivery, fix: LocationFix, carried: readonly WatchedDelivery[]): Step {
  const { dropoff, pickedUpAt, endedAt = Infinity, over, progress } = before
  const { recordedAt } = fix
  if (over || dropoff === undefined || pickedUpAt === undefined) return nothingToTell(before)
  const heard = heardAt(fix.receivedAt, progress.heard)
  const late = recordedAt <= (progress.newestFixAt ?? -Infinity)
  if (late || recordedAt < pickedUpAt)
    return nothingToTell(heard === undefined ? before : rearmed(remembering(before, { heard })))
  if (recordedAt > endedAt) return nothingToTell({ ...before, over: true })

  const seen = remembering(before, {
    newestFixAt: recordedAt,
    ...(heard !== undefined && { heard }),
    standing: standingAfter(fix, progress.standing) ?? progress.standing,
    ...(isCarriedAlong(before, carried, recordedAt) && { carriedAlong: true as const }),
  })
  const { delivery, notifications } = conclude(seen, fixRules, (rule, known) =>
    rule.consider(fix, { ...known, dropoff }),
  )
  const arrived = delivery.progress.told.arrived !== undefined
  return { delivery: rearmed({ ...delivery, over: arrived }), notifications }
}

function remembering(delivery: WatchedDelivery, memory: Partial<Progress>): WatchedDelivery {
  return { ...delivery, progress: { ...delivery.progress, ...memory } }
}

/** Asks each rule, and tells what is news. */
function conclude<Rule extends (typeof eventRules | typeof fixRules)[number]>(
  delivery: WatchedDelivery,
  rules: readonly Rule[],
  findingOf: (rule: Rule, delivery: WatchedDelivery) => Finding,
): Step {
  let step = nothingToTell(delivery)
  for (const rule of rules) {
    const { happenedAt, remember } = findingOf(rule, step.delivery)
    if (remember !== undefined) step = { ...step, delivery: remembering(step.delivery, remember) }
    if (happenedAt !== undefined && isNews(step.delivery.progress, rule.kind, happenedAt))
      step = tell(step, rule.kind, happenedAt)
  }
  return step
}

function advanceEach<Seen>(
  deliveries: readonly WatchedDelivery[],
  seenOf: (delivery: WatchedDelivery) => readonly Seen[],
  stepAfter: (delivery: WatchedDelivery, seen: Seen) => Step,
): Advance {
  const changed: WatchedDelivery[] = []
  const notifications: DeliveryNotification[] = []
  for (const before of deliveries) {
    let delivery = before
    for (const seen of seenOf(before)) {
      const step = stepAfter(delivery, seen)
      delivery = step.delivery
      notifications.push(...step.notifications)
    }
    if (delivery !== before) changed.push(delivery)
  }
  return { changed, notifications }
}
