import type { ExpressionSpecification } from 'maplibre-gl'
import type { Palette } from './palette.ts'

/** How soft the end of the travelled part is, as a share of the route; the disc covers it. */
const SOFT = 0.002

/** Faint up to the rider, solid from there on. `share`: of the route that lies behind them. */
export function routeGradient(
  { route, travelled }: Pick<Palette, 'route' | 'travelled'>,
  share: number,
): ExpressionSpecification {
  const here = Math.min(1 - 2 * SOFT, Math.max(SOFT, share))
  return [
    'interpolate',
    ['linear'],
    ['line-progress'],
    0,
    travelled,
    here,
    travelled,
    here + SOFT,
    route,
    1,
    route,
  ]
}
