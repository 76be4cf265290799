import type { Theme } from '../../design/theme.ts'
import { selectionColour, styleOf } from '../standing/rider-look.ts'
import type { Cluster } from './clusters.ts'
import type { Point } from './mercator.ts'
import { paintBody } from './sprites.ts'

const RING_PX = 2.5
const BADGE_RADIUS_PX = 10

/** A ring with how many are in it; how many of them are late, silent and off route at its edge, each by its sign. */
export function drawCluster(
  context: CanvasRenderingContext2D,
  cluster: Cluster,
  { x, y }: Point,
  theme: Theme,
): void {
  const { fill, edge } = styleOf('carrying', theme)
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, x * devicePixelRatio, y * devicePixelRatio)
  context.globalAlpha = cluster.opacity
  context.beginPath()
  context.arc(0, 0, cluster.radiusPx, 0, 2 * Math.PI)
  context.fillStyle = edge
  context.fill()
  context.lineWidth = RING_PX
  context.strokeStyle = fill
  context.stroke()
  write(context, cluster.members.length, { px: 13, colour: selectionColour(theme) })
  drawBadges(context, cluster, theme)
}

/** From the upper right on, as far as there are any. */
function drawBadges(
  context: CanvasRenderingContext2D,
  { late, silent, offRoute, radiusPx }: Cluster,
  theme: Theme,
): void {
  const badges = [
    { count: late, look: 'late', deg: 45 },
    { count: silent, look: 'silent', deg: 135 },
    { count: offRoute, look: 'off-route', deg: -45 },
  ] as const
  for (const { count, look, deg } of badges) {
    if (count === 0) continue
    const style = { ...styleOf(look, theme), radius: BADGE_RADIUS_PX }
    const radians = ((deg - 90) * Math.PI) / 180
    const outside = { x: Math.cos(radians) * radiusPx, y: Math.sin(radians) * radiusPx }
    context.translate(outside.x, outside.y)
    paintBody(context, style)
    const colour = style.shape === 'ring' ? style.stroke : style.edge
    write(context, count, { px: 11, colour })
    context.translate(-outside.x, -outside.y)
  }
}

function write(
  context: CanvasRenderingContext2D,
  count: number,
  { px, colour }: { readonly px: number; readonly colour: string },
): void {
  context.font = `700 ${px}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = colour
  context.fillText(String(count), 0, 0.5)
}
