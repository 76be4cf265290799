/** From one moment up to, and without, another: Unix milliseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

export type SpanFault = 'empty' | 'too-long'

export function faultOf({ from, to }: Span, maxMs: number): SpanFault | undefined {
  if (from >= to) return 'empty'
  return to - from > maxMs ? 'too-long' : undefined
}
