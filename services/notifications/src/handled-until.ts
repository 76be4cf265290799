import type { Topic } from '@doorstep/contracts'
import { type GroupProgress, partitionFor } from '@doorstep/kafka'
import type { HandledUntil } from './alarms.ts'

/**
 * Knows of each partition until when all that was written is handled, from its end as it was asked for some time ago and
 * what the group has committed since. A partition that is behind holds up its own keys only.
 */
export function createHandledUntil(
  topic: Pick<Topic, 'partitions'>,
  progress: Pick<GroupProgress, 'ends' | 'committed'>,
  now: () => number = Date.now,
): HandledUntil {
  const awaited = new Map<number, { readonly end: bigint; readonly asOf: number }>()
  const handledUntil = new Map<number, number>()

  return {
    async refresh() {
      const asOf = now()
      const ends = await progress.ends()
      const committed = await progress.committed()
      for (let partition = 0; partition < topic.partitions; partition++) {
        const mark = awaited.get(partition) ?? { end: ends.get(partition) ?? 0n, asOf }
        const passed = (committed.get(partition) ?? 0n) >= mark.end
        if (passed) handledUntil.set(partition, mark.asOf)
        if (passed) awaited.delete(partition)
        else awaited.set(partition, mark)
      }
    },
    of: (key) => handledUntil.get(partitionFor(key, topic.partitions)) ?? -Infinity,
  }
}
