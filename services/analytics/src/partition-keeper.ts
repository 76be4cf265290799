import { createLoop, type Logger, type Service } from '@doorstep/runtime'
import { dayOf, partitionOf } from './domain/day.ts'
import { daysToHave, isExpired } from './domain/keeping.ts'
import type { Partitions } from './store/partitions.ts'

/** Far more often than a day changes, so that one failure is made up for. */
const INTERVAL_MS = 10 * 60_000

export interface PartitionKeeperOptions {
  readonly partitions: Partitions
  readonly retentionDays: number
  readonly now: () => number
  readonly log: Logger
}

/** Makes the partitions of the days to come and drops those past retention: at the start, and from then on. */
export function partitionKeeper({ partitions, retentionDays, now, log }: PartitionKeeperOptions): Service {
  const makeAhead = () => partitions.ensure(daysToHave(dayOf(now())))

  async function dropExpired(): Promise<void> {
    const window = { today: dayOf(now()), retentionDays }
    for (const day of await partitions.days()) {
      if (!isExpired(day, window) || !(await partitions.drop(day))) continue
      log.info({ partition: partitionOf(day), retentionDays }, 'dropped a day of fixes')
    }
  }

  const keeper = createLoop({
    name: 'partition keeper',
    everyMs: INTERVAL_MS,
    log,
    async step() {
      await makeAhead()
      await dropExpired()
      return false
    },
  })

  return {
    ...keeper,
    async start() {
      await makeAhead()
      await keeper.start()
    },
  }
}
