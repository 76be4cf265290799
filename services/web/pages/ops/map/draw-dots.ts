import type { Theme } from '../../design/theme.ts'
import { pointsAWay, selectionColour } from '../standing/rider-look.ts'
import { type Gathered, middleOf } from './clusters.ts'
import { drawCluster } from './draw-cluster.ts'
import { type Drawn, glideAt } from './glide.ts'
import type { Plane } from './plane.ts'
import type { GlidingDot } from './rider-dot.ts'
import type { Sprites } from './sprites.ts'

const SELECTION_RADIUS_PX = 19
const SELECTION_WIDTH_PX = 3

export interface Picture {
  readonly sprites: Sprites
  readonly plane: Plane
  readonly now: number
  readonly selectedId: string | undefined
  readonly theme: Theme
}

/** All riders as they are at one moment, on a canvas that is cleared before. Who is not looked for lies below all others. */
export function drawDots(
  context: CanvasRenderingContext2D,
  { clusters, alone }: Gathered,
  picture: Picture,
): void {
  const { plane, now, selectedId, theme } = picture
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  const isWanted = ({ gathers, riderId }: GlidingDot) => gathers || riderId === selectedId
  for (const dot of alone) if (!isWanted(dot)) drawDot(context, dot, picture)
  for (const cluster of clusters) {
    const middle = plane.toPixels(middleOf(cluster, now))
    if (plane.isOnScreen(middle)) drawCluster(context, cluster, middle, theme)
  }
  for (const dot of alone) if (isWanted(dot)) drawDot(context, dot, picture)
}

function drawDot(
  context: CanvasRenderingContext2D,
  { riderId, look, opacity, glide }: GlidingDot,
  { sprites, plane, now, selectedId, theme }: Picture,
): void {
  const drawn = plane.toPixels(glideAt(glide, now))
  if (!plane.isOnScreen(drawn)) return
  if (riderId === selectedId) encircle(context, drawn, plane.scale, selectionColour(theme))
  context.globalAlpha = opacity
  const bearingDeg = pointsAWay(look) ? drawn.bearingDeg : undefined
  turn(context, { ...drawn, bearingDeg }, plane.scale)
  const { picture, sidePx } = sprites.of(look, bearingDeg !== undefined)
  context.drawImage(picture, -sidePx / 2, -sidePx / 2, sidePx, sidePx)
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
