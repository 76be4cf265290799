import type { Padding } from './camera.ts'

/** Room for the pins and the disc, around what must be seen. */
const MARGIN_PX = 48
const WIDE_MARGIN_PX = 96
/** A pin stands on its place and needs more above it. */
const PIN_PX = 32

type Side = 'left' | 'right' | 'bottom'

/** Tells how much of the map the sheets above it cover, now and whenever that changes; returns how to stop. */
export function mapPadding(sheets: readonly Element[], tell: (padding: Padding) => void): () => void {
  const observer = new ResizeObserver(() => {
    const covered = { left: 0, right: 0, bottom: 0 }
    for (const sheet of sheets) {
      const [side, pixels] = coveredBy(sheet.getBoundingClientRect())
      covered[side] = Math.max(covered[side], pixels)
    }
    document.documentElement.style.setProperty('--map-inset-bottom', `${Math.round(covered.bottom)}px`)
    const margin = covered.bottom === 0 ? WIDE_MARGIN_PX : MARGIN_PX
    tell({
      top: margin + PIN_PX,
      right: margin + covered.right,
      bottom: margin + covered.bottom,
      left: margin + covered.left,
    })
  })
  for (const sheet of sheets) observer.observe(sheet)
  observer.observe(document.documentElement)
  return () => observer.disconnect()
}

/** A sheet as wide as a phone is at its bottom; another at the side that it is closer to. */
function coveredBy({ left, right, top, width }: DOMRect): readonly [Side, number] {
  if (width > window.innerWidth / 2) return ['bottom', window.innerHeight - top]
  return left < window.innerWidth - right ? ['left', right] : ['right', window.innerWidth - left]
}
