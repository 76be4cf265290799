import type { Location, Place, Route } from '@doorstep/contracts'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Freshness } from '../live/freshness.ts'
import { createMovingRider, type MovingRider } from '../map/moving-rider.ts'
import { onPlan, pathThrough, viewOf } from './city-plan.ts'
import { CITY_SYMBOL } from './city-symbol.tsx'

interface RouteSketchProps {
  readonly pickup: Place
  readonly dropoff: Place
  readonly route: Route | undefined
  readonly rider: { readonly fix: Location; readonly freshness: Freshness['kind'] } | undefined
}

/** The stylesheet gives it the same proportions. */
const shape = { width: 320, height: 168 }

/** A small map: the way, the door, and the dot that moves. The dot floats above: a move paints no street again. */
export function RouteSketch({ pickup, dropoff, route, rider }: RouteSketchProps) {
  const view = useMemo(
    () => viewOf([pickup, dropoff, ...(route?.points ?? [])], shape),
    [pickup, dropoff, route],
  )
  const line = useMemo(() => route && pathThrough(route.points), [route])
  const dot = useRef<HTMLDivElement>(null)
  const latestView = useRef(view)
  const moving = useRef<MovingRider | undefined>(undefined)
  latestView.current = view
  moving.current ??= createMovingRider(({ position }) => {
    const { x, y } = onPlan(position)
    const { x: left, y: top, width, height } = latestView.current
    const [right, down] = [((x - left) / width) * 100, ((y - top) / height) * 100]
    const place = `translate(${right.toFixed(1)}cqw, ${down.toFixed(1)}cqh)`
    // A third of a pixel: most frames need no paint, which counts with a dozen dots.
    if (dot.current !== null && dot.current.style.transform !== place) dot.current.style.transform = place
  })

  useEffect(() => {
    if (rider === undefined) moving.current?.forget()
    else moving.current?.goTo(rider.fix, route?.points, rider.freshness === 'live')
  }, [rider?.fix, rider?.freshness, route])
  useEffect(() => () => moving.current?.forget(), [])

  const door = onPlan(dropoff)
  const kitchen = onPlan(pickup)
  const unit = view.width / shape.width
  return (
    <div class="sketch" aria-hidden="true">
      <svg
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        style={{ '--unit': `${unit}px` }}
        aria-hidden="true"
      >
        <use href={`#${CITY_SYMBOL}`} />
        {line !== undefined && <path class="sketch-route" d={line} />}
        <circle class="sketch-kitchen" cx={kitchen.x} cy={kitchen.y} r={5 * unit} />
        <rect
          class="sketch-door"
          x={door.x - 5.5 * unit}
          y={door.y - 5.5 * unit}
          width={11 * unit}
          height={11 * unit}
          rx={3 * unit}
        />
      </svg>
      {rider !== undefined && <div class="sketch-rider" data-freshness={rider.freshness} ref={dot} />}
    </div>
  )
}
