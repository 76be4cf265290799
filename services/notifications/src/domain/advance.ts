import type { DeliveryEvent, DeliveryNotification, LocationFix, NotificationKind } from '@doorstep/contracts'
import type { Finding } from './rule.ts'
import { eventRules, fixRules } from './rules.ts'
import type { WatchedDelivery } from './watched-delivery.ts'

/** What a batch changes. Empty when it changes nothing, as when the same batch comes again. */
export interface Advance {
  readonly changed: readonly WatchedDelivery[]
  readonly notifications: readonly DeliveryNotification[]
}

interface Step {
  readonly delivery: WatchedDelivery
  readonly notifications: readonly DeliveryNotification[]
}

/** What these events, in order, mean for the deliveries they tell of. */
export function afterEvents(
  deliveries: readonly WatchedDelivery[],
  events: readonly DeliveryEvent[],
): Advance {
  const eventsOf = Map.groupBy(events, (event) => event.delivery.deliveryId)
  return advanceEach(deliveries, ({ deliveryId }) => eventsOf.get(deliveryId) ?? [], afterEvent)
}

/** What these fixes, in order, mean for the deliveries that their riders carry. */
export function afterFixes(deliveries: readonly WatchedDelivery[], fixes: readonly LocationFix[]): Advance {
  const fixesOf = Map.groupBy(fixes, (fix) => fix.riderId)
  return advanceEach(deliveries, ({ riderId }) => fixesOf.get(riderId ?? '') ?? [], afterFix)
}

/** An event that is not newer than the newest known changes nothing. */
function afterEvent(before: WatchedDelivery, event: DeliveryEvent): Step {
  if (event.version <= before.version) return { delivery: before, notifications: [] }
  const { progress, over } = before
  return conclude({ ...factsOf(event), progress, over }, eventRules, (rule) => rule.consider(event))
}

/**
 * A fix counts if it was recorded between pickup and end, and after all others seen: a late one never notifies. Both by
 * the clocks of those who recorded, so that it does not matter when we read it.
 */
function afterFix(before: WatchedDelivery, fix: LocationFix): Step {
  const { dropoff, pickedUpAt = Infinity, endedAt = Infinity, progress, over } = before
  const { recordedAt } = fix
  const late = recordedAt <= (progress.newestFixAt ?? -Infinity)
  if (over || late || dropoff === undefined || recordedAt < pickedUpAt)
    return { delivery: before, notifications: [] }
  if (recordedAt > endedAt) return { delivery: { ...before, over: true }, notifications: [] }

  const seen = { ...before, progress: { ...progress, newestFixAt: recordedAt } }
  const { delivery, notifications } = conclude(seen, fixRules, (rule) =>
    rule.consider(fix, dropoff, progress),
  )
  return { delivery: { ...delivery, over: allNotified(delivery) }, notifications }
}

function allNotified({ progress }: WatchedDelivery): boolean {
  return fixRules.every(({ kind }) => progress.notified.includes(kind))
}

/** Asks each rule that has not notified yet. */
function conclude<Rule extends { readonly kind: NotificationKind }>(
  delivery: WatchedDelivery,
  rules: readonly Rule[],
  findingOf: (rule: Rule) => Finding,
): Step {
  const notifications: DeliveryNotification[] = []
  let { progress } = delivery
  for (const rule of rules.filter(({ kind }) => !progress.notified.includes(kind))) {
    const { happenedAt, remember } = findingOf(rule)
    progress = { ...progress, ...remember }
    if (happenedAt === undefined) continue
    progress = { ...progress, notified: [...progress.notified, rule.kind] }
    notifications.push(notificationOf(delivery.deliveryId, rule.kind, happenedAt))
  }
  return { delivery: { ...delivery, progress }, notifications }
}

/** The same notification has the same id, however often it is decided: receivers know it again. */
function notificationOf(deliveryId: string, kind: NotificationKind, at: number): DeliveryNotification {
  const occurrence = 1
  return { notificationId: `${deliveryId}_${kind}_${occurrence}`, deliveryId, kind, occurrence, at }
}

function factsOf({ version, delivery }: DeliveryEvent): Omit<WatchedDelivery, 'progress' | 'over'> {
  const { deliveryId, riderId, dropoff, pickedUpAt, endedAt, webhook } = delivery
  return {
    deliveryId,
    version,
    dropoff: { lat: dropoff.lat, lon: dropoff.lon },
    ...(riderId !== undefined && { riderId }),
    ...(pickedUpAt !== undefined && { pickedUpAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(webhook !== undefined && { webhookUrl: webhook.url }),
  }
}

function advanceEach<Seen>(
  deliveries: readonly WatchedDelivery[],
  seenOf: (delivery: WatchedDelivery) => readonly Seen[],
  step: (delivery: WatchedDelivery, seen: Seen) => Step,
): Advance {
  const changed: WatchedDelivery[] = []
  const notifications: DeliveryNotification[] = []
  for (const before of deliveries) {
    let delivery = before
    for (const seen of seenOf(before)) {
      const next = step(delivery, seen)
      delivery = next.delivery
      notifications.push(...next.notifications)
    }
    if (delivery !== before) changed.push(delivery)
  }
  return { changed, notifications }
}
