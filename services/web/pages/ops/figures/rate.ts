import type { OperationsMessage } from '@doorstep/contracts'

/** How many positions came with the messages of the last seconds. */
export type Rate = readonly { readonly at: number; readonly positions: number }[]

export const nothingCounted: Rate = []

const WINDOW_MS = 10_000
const SHORTEST_MS = 2_000

/** A snapshot is what there was before, and counts for nothing. */
export function counted(rate: Rate, message: OperationsMessage, now: number): Rate {
  const within = rate.filter(({ at }) => now - at < WINDOW_MS)
  if (message.type === 'snapshot') return within
  const positions = message.fixes.length + message.riders.filter(({ fix }) => fix !== undefined).length
  return [...within, { at: now, positions }]
}

/** Undefined until there is enough to count. What came with the first message is of the time before it. */
export function positionsASecond(rate: Rate, now: number): number | undefined {
  const [first, ...rest] = rate.filter(({ at }) => now - at < WINDOW_MS)
  const last = rest.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return undefined
  const positions = rest.reduce((sum, { positions }) => sum + positions, 0)
  return (positions / (last.at - first.at)) * 1_000
}
