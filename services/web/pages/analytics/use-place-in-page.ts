import { useEffect, useState } from 'preact/hooks'
import { useNow } from '../live/use-now.ts'
import { dayOf } from './day.ts'
import { hashOf, type PlaceInPage, placeOf } from './place-in-page.ts'

/** What is looked at, as the address says, and how to look at something else. */
export function usePlaceInPage(): readonly [PlaceInPage, today: string, (place: PlaceInPage) => void] {
  const [hash, setHash] = useState(location.hash)
  const today = dayOf(useNow())

  useEffect(() => {
    const follow = () => setHash(location.hash)
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])

  return [
    placeOf(hash, today),
    today,
    (place) => {
      location.hash = hashOf(place)
    },
  ]
}
