import { type Drawn, glideAt } from './glide.ts'
import type { Plane } from './plane.ts'
import type { GlidingDot } from './rider-dot.ts'
import { SPRITE_PX, type Sprites } from './sprites.ts'

const SELECTION_RADIUS_PX = 19
const SELECTION_WIDTH_PX = 3

export interface Picture {
  readonly sprites: Sprites
  readonly plane: Plane
  readonly now: number
  readonly selectedId: string | undefined
  readonly selectionColour: string
}

/** All dots as they are at one moment, on a canvas that is cleared before. */
export function drawDots(
  context: CanvasRenderingContext2D,
  dots: readonly GlidingDot[],
  { sprites, plane, now, selectedId, selectionColour }: Picture,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  for (const { riderId, look, opacity, glide } of dots) {
    const drawn = plane.toPixels(glideAt(glide, now))
    if (!plane.isOnScreen(drawn)) continue
    if (riderId === selectedId) encircle(context, drawn, plane.scale, selectionColour)
    context.globalAlpha = opacity
    turn(context, drawn, plane.scale)
    const picture = sprites.of(look, drawn.bearingDeg !== undefined)
    context.drawImage(picture, -SPRITE_PX / 2, -SPRITE_PX / 2, SPRITE_PX, SPRITE_PX)
  }
}

/** Scales and turns what is drawn next, around its middle. */
function turn(context: CanvasRenderingContext2D, { x, y, bearingDeg = 0 }: Drawn, scale: number): void {
  const size = scale * devicePixelRatio
  const radians = (bearingDeg * Math.PI) / 180
  const cos = Math.cos(radians) * size
  const sin = Math.sin(radians) * size
  context.setTransform(cos, sin, -sin, cos, x * devicePixelRatio, y * devicePixelRatio)
}

function encircle(context: CanvasRenderingContext2D, drawn: Drawn, scale: number, colour: string): void {
  turn(context, drawn, scale)
  context.globalAlpha = 1
  context.beginPath()
  context.arc(0, 0, SELECTION_RADIUS_PX, 0, 2 * Math.PI)
  context.lineWidth = SELECTION_WIDTH_PX
  context.strokeStyle = colour
  context.stroke()
}
