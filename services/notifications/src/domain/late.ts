import type { Alarm } from './rule.ts'

/** The promise is over and the delivery is not, whatever its status. */
export const late: Alarm = {
  kind: 'late',
  dueAt: ({ promisedAt, endedAt }) => (endedAt === undefined ? promisedAt : undefined),
}
