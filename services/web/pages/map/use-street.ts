import { createStreetNames } from '@doorstep/city/map'
import type { Position } from '@doorstep/contracts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { loadCityLayer } from './city-layer.ts'

type StreetNames = ReturnType<typeof createStreetNames>

let names: Promise<StreetNames> | undefined

/** The street of the packed city that a position is on; undefined elsewhere, and while the streets are not there yet. */
export function useStreet(position: Position | undefined): string | undefined {
  const [streetAt, setStreetAt] = useState<{ readonly of: StreetNames }>()
  useEffect(() => {
    names ??= loadCityLayer('streets').then(createStreetNames)
    names.then(
      (of) => setStreetAt({ of }),
      () => {
        // The sentence does without the street.
        names = undefined
      },
    )
  }, [])
  return useMemo(() => position && streetAt?.of(position), [position, streetAt])
}
