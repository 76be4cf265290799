import type { EventRule } from './rule.ts'

/** By the delivery's state and not by the type of its event, so that a lost event is made up for by the next one. */
export const pickedUp: EventRule = {
  kind: 'picked-up',
  consider: ({ delivery }) => ({ happenedAt: delivery.pickedUpAt }),
}
