/** Rows beyond the edges, so that a flick shows no gap. */
const SPARE_ROWS = 4

export interface Scrolled {
  readonly top: number
  readonly height: number
}

/** The rows of a long list that are worth making: `from` up to, but not, `to`. */
export function visibleRows(
  { top, height }: Scrolled,
  rows: number,
  rowHeight: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(top / rowHeight) - SPARE_ROWS
  const last = Math.ceil((top + height) / rowHeight) + SPARE_ROWS
  const to = Math.min(rows, Math.max(0, last))
  return { from: Math.max(0, Math.min(first, to)), to }
}
