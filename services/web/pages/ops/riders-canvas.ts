import type { Map as MapLibreMap } from 'maplibre-gl'
import { wantsNoMovement } from '../design/reduced-motion.ts'
import { currentTheme, onThemeChange } from '../design/theme.ts'
import { drawDots } from './draw-dots.ts'
import { glideAt, isGliding } from './glide.ts'
import { nearest } from './nearest.ts'
import { planeOf } from './plane.ts'
import { type GlidingDot, glidingDots, type RiderDot } from './rider-dot.ts'
import { selectionColour } from './rider-look.ts'
import { createSprites, SPRITE_PX } from './sprites.ts'

const REACH_PX = 20

export interface RidersCanvas {
  show(dots: readonly RiderDot[], selectedId: string | undefined): void
  /** Who is drawn at this place of the map, in pixels, or close by. */
  at(place: { readonly x: number; readonly y: number }): string | undefined
  remove(): void
}

/**
 * All riders, on a canvas of its own above the map: what moves each frame is a thousand small pictures, and the city under
 * them is not drawn again. Draws while somebody moves, and when the map does, in the same frame.
 */
export function createRidersCanvas(map: MapLibreMap): RidersCanvas {
  const canvas = document.createElement('canvas')
  canvas.className = 'riders-canvas'
  canvas.setAttribute('aria-hidden', 'true')
  map.getCanvasContainer().append(canvas)
  const context = canvas.getContext('2d')
  let dots: readonly GlidingDot[] = []
  let selectedId: string | undefined
  let sprites = createSprites(currentTheme(), devicePixelRatio)
  let frame = 0

  /** To the size of the map, in the pixels of the screen that it is on now. */
  function fit(): void {
    const { clientWidth, clientHeight } = map.getContainer()
    canvas.width = Math.round(clientWidth * devicePixelRatio)
    canvas.height = Math.round(clientHeight * devicePixelRatio)
    sprites = createSprites(currentTheme(), devicePixelRatio)
  }

  function draw(): void {
    if (context === null) return
    const plane = planeOf(map, SPRITE_PX)
    const now = performance.now()
    const colour = selectionColour(currentTheme())
    drawDots(context, dots, { sprites, plane, now, selectedId, selectionColour: colour })
  }

  function animate(): void {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      // While the map moves it draws each frame itself, and us with it.
      if (!map.isMoving()) draw()
      const now = performance.now()
      if (dots.some(({ glide }) => isGliding(glide, now))) animate()
    })
  }

  fit()
  map.on('resize', fit)
  map.on('render', draw)
  const stopListening = onThemeChange(() => {
    fit()
    animate()
  })

  return {
    show(told, selected) {
      selectedId = selected
      const still = wantsNoMovement()
      const wanted = still ? told.map((dot) => ({ ...dot, glides: false })) : told
      dots = glidingDots(dots, { dots: wanted, selectedId, now: performance.now() })
      animate()
    },
    at(place) {
      const now = performance.now()
      const { toPixels } = planeOf(map, 0)
      const shown = dots.map(({ riderId, glide }) => ({ riderId, ...toPixels(glideAt(glide, now)) }))
      return nearest(shown, place, REACH_PX)?.riderId
    },
    remove() {
      cancelAnimationFrame(frame)
      stopListening()
      canvas.remove()
    },
  }
}
