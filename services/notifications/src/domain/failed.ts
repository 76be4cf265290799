import type { EventRule } from './rule.ts'

export const failed: EventRule = {
  kind: 'failed',
  consider: ({ delivery }) => (delivery.status === 'failed' ? { happenedAt: delivery.endedAt } : {}),
}
