import type { EventRule } from './rule.ts'

/** Again for each rider it is given to. */
export const assigned: EventRule = {
  kind: 'assigned',
  consider: ({ delivery }) => ({ happenedAt: delivery.assignedAt }),
}
