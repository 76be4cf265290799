import type { Map as MapLibreMap } from 'maplibre-gl'
import { wantsNoMovement } from '../../design/reduced-motion.ts'
import { currentTheme, onThemeChange } from '../../design/theme.ts'
import { cellSide, type Gathered, gathered } from './clusters.ts'
import { drawDots } from './draw-dots.ts'
import { isGliding } from './glide.ts'
import { type Hit, hitAt } from './hit.ts'
import { planeOf } from './plane.ts'
import { type GlidingDot, glidingDots, type RiderDot } from './rider-dot.ts'
import { createSprites } from './sprites.ts'

/** Nothing that is drawn, a crowd and the signs at its edge included, goes further from its middle. */
const REACH_PX = 48

export interface RidersCanvas {
  show(dots: readonly RiderDot[], selectedId: string | undefined): void
  /** Who is drawn at this place of the map, in pixels, or close by. */
  at(place: { readonly x: number; readonly y: number }): Hit | undefined
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
  let together: (Gathered & { readonly of: typeof dots; readonly side: number | undefined }) | undefined

  /** Anew only when there are other dots, or the map is at another level. */
  function gather(): Gathered {
    const side = cellSide(map.getZoom())
    if (together?.of !== dots || together.side !== side)
      together = { ...gathered(dots, side), of: dots, side }
    return together
  }

  /** To the size of the map, in the pixels of the screen that it is on now. */
  function fit(): void {
    const { clientWidth, clientHeight } = map.getContainer()
    canvas.width = Math.round(clientWidth * devicePixelRatio)
    canvas.height = Math.round(clientHeight * devicePixelRatio)
    sprites = createSprites(currentTheme(), devicePixelRatio)
  }

  function draw(): void {
    if (context === null) return
    const plane = planeOf(map, REACH_PX)
    const now = performance.now()
    drawDots(context, gather(), { sprites, plane, now, selectedId, theme: currentTheme() })
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
      return hitAt(gather(), planeOf(map, 0), place, performance.now())
    },
    remove() {
      cancelAnimationFrame(frame)
      stopListening()
      canvas.remove()
    },
  }
}
