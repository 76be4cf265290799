import { useEffect, useState } from 'preact/hooks'
import { type Day, dayOf } from './day/day.ts'
import { hashOf, type PlaceInPage, placeOf } from './place-in-page.ts'

/** What is looked at, as the address says, and how to look at something else. */
export function usePlaceInPage(): readonly [PlaceInPage, today: Day, (place: PlaceInPage) => void] {
  const [hash, setHash] = useState(location.hash)
  const today = useToday()

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

const LOOKED_AT_EVERY_MS = 1_000

/** Told anew only when it is another day. */
function useToday(): Day {
  const [today, setToday] = useState(() => dayOf(Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setToday(dayOf(Date.now())), LOOKED_AT_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return today
}
