import type { Theme } from '../../design/theme.ts'
import { type LookStyle, looks, type RiderLook, styleOf } from '../standing/rider-look.ts'

const EDGE_PX = 2
const RING_PX = 3.2
const HALO_PX = 7
const WEDGE_PX = 8
const WEDGE_EDGE_PX = 1.5 * EDGE_PX

export interface Sprite {
  readonly picture: CanvasImageSource
  /** A side of it, in CSS pixels. */
  readonly sidePx: number
}

export interface Sprites {
  of(look: RiderLook, withWedge: boolean): Sprite
}

/**
 * Each look drawn once, pointing north: a thousand riders are a thousand copies of a few small pictures. None is larger
 * than what is on it: a pixel that shows nothing takes as long to copy.
 */
export function createSprites(theme: Theme, pixelRatio: number): Sprites {
  const drawn = new Map(
    looks.map((look) => {
      const style = styleOf(look, theme)
      return [look, { plain: sprite(style, false, pixelRatio), wedge: sprite(style, true, pixelRatio) }]
    }),
  )
  return {
    of(look, withWedge) {
      const sprites = drawn.get(look)
      if (sprites === undefined) throw new Error(`no sprite for ${look}`)
      return withWedge ? sprites.wedge : sprites.plain
    },
  }
}

function sprite(style: LookStyle, withWedge: boolean, pixelRatio: number): Sprite {
  const picture = document.createElement('canvas')
  const wantedPx = 2 * reachOf(style, withWedge)
  picture.width = picture.height = Math.ceil(wantedPx * pixelRatio)
  const sidePx = picture.width / pixelRatio
  const context = picture.getContext('2d')
  if (context === null) return { picture, sidePx }
  context.scale(pixelRatio, pixelRatio)
  context.translate(sidePx / 2, sidePx / 2)
  if (style.halo !== undefined) disc(context, style.radius + HALO_PX, style.halo)
  if (withWedge) wedge(context, style)
  paintBody(context, style)
  return { picture, sidePx }
}

/** How far it goes from its middle. */
function reachOf({ radius, halo }: LookStyle, withWedge: boolean): number {
  return Math.max(
    radius + EDGE_PX,
    halo === undefined ? 0 : radius + HALO_PX,
    withWedge ? radius + WEDGE_PX + WEDGE_EDGE_PX : 0,
  )
}

/** A look without its halo and wedge, around the origin. */
export function paintBody(context: CanvasRenderingContext2D, style: LookStyle): void {
  const body = style.shape === 'diamond' ? diamond : disc
  body(context, style.radius + EDGE_PX, style.edge)
  body(context, style.radius, style.fill)
  if (style.shape === 'ring') ring(context, style)
}

function diamond(context: CanvasRenderingContext2D, radius: number, fill: string): void {
  context.beginPath()
  context.moveTo(0, -radius)
  context.lineTo(radius, 0)
  context.lineTo(0, radius)
  context.lineTo(-radius, 0)
  context.closePath()
  context.fillStyle = fill
  context.fill()
}

function disc(context: CanvasRenderingContext2D, radius: number, fill: string): void {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.fill()
}

/** Dashed, as the customer's dot is when its signal is lost. */
function ring(context: CanvasRenderingContext2D, { radius, stroke }: LookStyle): void {
  const dash = (2 * Math.PI * (radius - RING_PX / 2)) / 10
  context.beginPath()
  context.arc(0, 0, radius - RING_PX / 2, 0, 2 * Math.PI)
  context.setLineDash([dash, dash])
  context.lineWidth = RING_PX
  context.strokeStyle = stroke
  context.stroke()
  context.setLineDash([])
}

function wedge(context: CanvasRenderingContext2D, { radius, fill, edge }: LookStyle): void {
  const base = radius + 1
  context.beginPath()
  context.moveTo(-radius * 0.72, -base * 0.8)
  context.lineTo(0, -(radius + WEDGE_PX))
  context.lineTo(radius * 0.72, -base * 0.8)
  context.closePath()
  context.lineJoin = 'round'
  context.lineWidth = WEDGE_EDGE_PX
  context.strokeStyle = edge
  context.stroke()
  context.fillStyle = fill
  context.fill()
}
