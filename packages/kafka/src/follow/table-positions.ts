import type { Observed } from '../consume/stillness.ts'
import { settlesWithin } from '../settles-within.ts'

interface Watermarks {
  readonly partition: number
  readonly low: string
  readonly high: string
}

interface PartitionOffset {
  readonly partition: number
  readonly offset: string
}

/** How far a follower has read each partition, and how far it must before its table is whole. */
export interface TablePositions {
  begin(watermarks: readonly Watermarks[], since: readonly PartitionOffset[]): void
  /** The offset each partition is to be read from. */
  next(): PartitionOffset[]
  /** Whether the record was not seen yet: a reconnection may fetch some again. */
  isNew(partition: number, offset: string): boolean
  passed(partition: number, offset: string): void
  skipTo(partition: number, low: string): void
  /** Records between here and where the topic ended at the beginning, at most: some may be compacted away. */
  behind(): number
  caughtUpWithin(ms: number): Promise<boolean>
  /** For the watchdog: what waits on this partition, which ends there now. */
  observed(partition: number, high: string): Observed
}

export function tablePositions(): TablePositions {
  const next = new Map<number, bigint>()
  const targets = new Map<number, bigint>()
  const whole = Promise.withResolvers<void>()

  function advance(partition: number, to: bigint): void {
    if (to > (next.get(partition) ?? 0n)) next.set(partition, to)
    if (behind() === 0) whole.resolve()
  }

  function behind(): number {
    let records = 0n
    for (const [partition, target] of targets) {
      const left = target - (next.get(partition) ?? 0n)
      if (left > 0n) records += left
    }
    return Number(records)
  }

  return {
    behind,
    begin(watermarks, since) {
      for (const { partition, high } of watermarks) targets.set(partition, BigInt(high))
      for (const { partition, low } of watermarks) advance(partition, BigInt(low))
      for (const { partition, offset } of since) advance(partition, BigInt(offset))
    },
    next: () => [...next].map(([partition, offset]) => ({ partition, offset: String(offset) })),
    isNew: (partition, offset) => BigInt(offset) >= (next.get(partition) ?? 0n),
    passed: (partition, offset) => advance(partition, BigInt(offset) + 1n),
    skipTo: (partition, low) => advance(partition, BigInt(low)),
    caughtUpWithin: (ms) => settlesWithin(whole.promise, ms),
    observed(partition, high) {
      const position = next.get(partition) ?? 0n
      return { id: `partition ${partition}`, lag: BigInt(high) - position, mark: String(position) }
    },
  }
}
