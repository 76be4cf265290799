import type { Padding } from '../map/camera.ts'

/** Room for the pins and the disc, around what must be seen. */
const MARGIN_PX = 48
const WIDE_MARGIN_PX = 96
/** A pin stands on its place and needs more above it. */
const PIN_PX = 32

/** Tells how much of the map the sheet covers, now and whenever that changes; returns how to stop. */
export function mapPadding(tell: (padding: Padding) => void): () => void {
  const sheet = document.querySelector('.sheet')
  if (sheet === null) return () => {}

  const observer = new ResizeObserver(() => {
    const { right, top, width } = sheet.getBoundingClientRect()
    const atSide = width < window.innerWidth / 2
    document.documentElement.style.setProperty(
      '--map-inset-bottom',
      atSide ? '0px' : `${Math.round(window.innerHeight - top)}px`,
    )
    const margin = atSide ? WIDE_MARGIN_PX : MARGIN_PX
    tell({
      top: margin + PIN_PX,
      right: margin,
      bottom: margin + (atSide ? 0 : window.innerHeight - top),
      left: margin + (atSide ? right : 0),
    })
  })
  observer.observe(sheet)
  observer.observe(document.documentElement)
  return () => observer.disconnect()
}
