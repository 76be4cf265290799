import type { EventRule } from './rule.ts'

export const delivered: EventRule = {
  kind: 'delivered',
  consider: ({ delivery }) => (delivery.status === 'delivered' ? { happenedAt: delivery.endedAt } : {}),
}
