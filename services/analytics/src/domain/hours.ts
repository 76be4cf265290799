import type { Span } from './span.ts'

const HOUR_MS = 3600 * 1000

/** A span as whole hours, none if they are empty, and what is left of it at either side. */
export interface HourlySpan {
  readonly hours: Span
  readonly edges: readonly [Span, Span]
}

export function inHours({ from, to }: Span): HourlySpan {
  const first = Math.min(Math.ceil(from / HOUR_MS) * HOUR_MS, to)
  const last = Math.max(Math.floor(to / HOUR_MS) * HOUR_MS, first)
  return {
    hours: { from: first, to: last },
    edges: [
      { from, to: first },
      { from: last, to },
    ],
  }
}
