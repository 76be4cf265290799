import { useEffect, useState } from 'preact/hooks'
import { loadCityLayer } from '../map/city-layer.ts'
import { pathOfLayer } from './city-plan.ts'

/** What each small map shows a part of. */
export const CITY_SYMBOL = 'city'

interface CityPaths {
  readonly water: string
  readonly green: string
  readonly streets: string
  readonly mainStreets: string
}

/** The city, drawn once for all small maps. */
export function CitySymbol() {
  const [paths, setPaths] = useState<CityPaths>()
  useEffect(() => {
    loadPaths().then(setPaths, () => {
      // A small map without streets is still one: it has the way and the dot.
    })
  }, [])

  return (
    <svg class="for-screen-readers" aria-hidden="true">
      <defs>
        <g id={CITY_SYMBOL}>
          <path class="city-water" d={paths?.water} />
          <path class="city-green" d={paths?.green} />
          <path class="city-street" d={paths?.streets} />
          <path class="city-main-street" d={paths?.mainStreets} />
        </g>
      </defs>
    </svg>
  )
}

async function loadPaths(): Promise<CityPaths> {
  const [water, green, streets] = await Promise.all([
    loadCityLayer('water'),
    loadCityLayer('green'),
    loadCityLayer('streets'),
  ])
  return {
    water: pathOfLayer(water),
    green: pathOfLayer(green, 'park'),
    streets: pathOfLayer(streets, 'street'),
    mainStreets: pathOfLayer(streets, 'main'),
  }
}
