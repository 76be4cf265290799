import type { Distribution } from '@doorstep/contracts'

/** `to` is absent of the last bar when it has what is beyond, too. */
export interface Bar {
  readonly from: number
  readonly to?: number
  readonly count: number
}

/** Widths of bars that people count in, in steps of the distribution. */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 240]
/** The picture ends where all but this share does: the rest is in the last bar. */
const TAIL = 0.01

/** A distribution as bars of one width, no more than so many, without gaps; none if there is nothing. */
export function barsOf({ step, counts }: Distribution, most: number): Bar[] {
  const total = counts.reduce((sum, { deliveries }) => sum + deliveries, 0)
  if (total === 0) return []
  const first = counts[0]?.from ?? 0
  const last = fromOfShare(counts, total * (1 - TAIL))
  const width = step * (WIDTHS.find((wide) => bars(first, last, step * wide) <= most) ?? WIDTHS.at(-1) ?? 1)
  const start = Math.floor(first / width)
  const end = Math.max(start, Math.floor(last / width))
  const heights = new Array<number>(end - start + 1).fill(0)
  for (const { from, deliveries } of counts) {
    const index = Math.min(Math.floor(from / width) - start, heights.length - 1)
    heights[index] = (heights[index] ?? 0) + deliveries
  }
  const beyond = counts.some(({ from }) => from >= (end + 1) * width)
  return heights.map((count, i) => ({
    from: (start + i) * width,
    count,
    ...(!(beyond && i === heights.length - 1) && { to: (start + i + 1) * width }),
  }))
}

function bars(first: number, last: number, width: number): number {
  return Math.floor(last / width) - Math.floor(first / width) + 1
}

/** Where the steps up to and with it have at least so many. */
function fromOfShare(counts: Distribution['counts'], atLeast: number): number {
  let sum = 0
  for (const { from, deliveries } of counts) {
    sum += deliveries
    if (sum >= atLeast) return from
  }
  return counts.at(-1)?.from ?? 0
}
