import { createStreetNames } from '@doorstep/city/map'
import type { Position } from '@doorstep/contracts'
import { useEffect, useMemo, useState } from 'preact/hooks'

type StreetNames = ReturnType<typeof createStreetNames>

/** The street of the packed city that a position is on; undefined elsewhere, and while the streets are not there yet. */
export function useStreet(position: Position | undefined): string | undefined {
  const [streetAt, setStreetAt] = useState<{ readonly of: StreetNames }>()
  useEffect(() => {
    loadStreetNames().then(
      (of) => setStreetAt({ of }),
      () => {
        // The sentence does without the street; the map says what it cannot show.
      },
    )
  }, [])
  return useMemo(() => position && streetAt?.of(position), [position, streetAt])
}

/** The map draws the same file, so it comes from the browser's cache one of the two times. */
async function loadStreetNames(): Promise<StreetNames> {
  const response = await fetch('/map/streets.geojson')
  if (!response.ok) throw new Error(`the streets answered ${response.status}`)
  return createStreetNames(await response.json())
}
