import {
  deliveryEvents,
  deliveryLocation,
  goneAfterMs,
  riderAssignments,
  type Topic,
} from '@doorstep/contracts'
import type { ErasureOutcome } from './erase.ts'

const DAY_MS = 24 * 3600 * 1000
/** As packages/kafka keeps dead letters. */
const DEAD_LETTERS_KEPT_MS = 14 * DAY_MS

/** What was erased where, and what goes by itself by when. Names nobody. */
export function reportOf({ subject, erasedAt, deliveries }: ErasureOutcome): string[] {
  const by = (ms: number) => `gone by ${new Date(erasedAt + ms).toISOString()}`
  const expiry = (topic: Topic, what: string) => `  topic ${topic.name}: ${what}, ${by(goneAfterMs(topic))}`
  const events = expiry(deliveryEvents, 'what events of the deliveries said of them')
  const letters = `  dead-letter topics: records that could not be handled, if any, ${by(DEAD_LETTERS_KEPT_MS + DAY_MS)}`
  if (subject === 'customer') {
    return [
      'erased',
      `  deliveries: ${deliveries} deliveries with customer, places, route, webhook, notes and the orders behind them`,
      'told, and done as soon as it is read',
      '  analytics: no delivery leads to fixes any more',
      '  notifications: place, route, mailbox and webhook of the deliveries',
      '  live: the story behind the links, and the trails in Redis',
      'left to expire',
      events,
      letters,
    ]
  }
  return [
    'erased',
    `  deliveries: name, all keys, notes; ${deliveries} deliveries no longer name the rider`,
    '  topic rider-assignments: the record is deleted',
    'told, and done as soon as it is read',
    '  analytics: fixes, hours; deliveries no longer name the rider',
    '  notifications: deliveries no longer name the rider',
    '  live: where the rider is, and the trails in Redis',
    'left to expire',
    expiry(deliveryLocation, 'positions, and in its .rejects those that were refused'),
    events,
    expiry(riderAssignments, 'records before the deletion'),
    letters,
    'kept',
    '  deliveries, topic rider-keys: the id, which no name belongs to, so that its keys stay revoked',
  ]
}
