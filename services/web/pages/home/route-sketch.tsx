import type { Location, Place, Route } from '@doorstep/contracts'
import { useEffect, useRef } from 'preact/hooks'
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

const shape = { width: 320, height: 168 }

/** A small map: the way, the door, and the dot that moves. */
export function RouteSketch({ pickup, dropoff, route, rider }: RouteSketchProps) {
  const dot = useRef<SVGGElement>(null)
  const moving = useRef<MovingRider | undefined>(undefined)
  moving.current ??= createMovingRider(({ position }) => {
    const { x, y } = onPlan(position)
    dot.current?.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`)
  })

  useEffect(() => {
    if (rider === undefined) moving.current?.forget()
    else moving.current?.goTo(rider.fix, route?.points, rider.freshness === 'live')
  }, [rider?.fix, rider?.freshness, route])
  useEffect(() => () => moving.current?.forget(), [])

  const door = onPlan(dropoff)
  const kitchen = onPlan(pickup)
  const view = viewOf([pickup, dropoff, ...(route?.points ?? [])], shape)
  const unit = Number(view.split(' ')[2]) / shape.width
  return (
    <svg class="sketch" viewBox={view} aria-hidden="true" style={{ '--unit': `${unit}px` }}>
      <use href={`#${CITY_SYMBOL}`} />
      {route !== undefined && <path class="sketch-route" d={pathThrough(route.points)} />}
      <circle class="sketch-kitchen" cx={kitchen.x} cy={kitchen.y} r={5 * unit} />
      <rect
        class="sketch-door"
        x={door.x - 5.5 * unit}
        y={door.y - 5.5 * unit}
        width={11 * unit}
        height={11 * unit}
        rx={3 * unit}
      />
      {rider !== undefined && (
        <g ref={dot} class="sketch-rider" data-freshness={rider.freshness}>
          <circle class="sketch-ring" r={9.5 * unit} />
          <circle class="sketch-dot" r={6.5 * unit} />
        </g>
      )}
    </svg>
  )
}
