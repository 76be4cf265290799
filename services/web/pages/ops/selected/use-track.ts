import type { Location, Track, WorkingRider } from '@doorstep/contracts'
import { useEffect, useState } from 'preact/hooks'
import { askWith } from '../../api-key/ask-with-key.ts'
import { joinedTracks, TRACK_MS } from './track-of.ts'

interface KnownTrack {
  readonly riderId: string
  readonly fixes: readonly Location[]
}

const nothing: readonly Location[] = []

/** How a rider came where they are: what analytics has kept, and from then on what the stream tells. Without analytics, that alone. */
export function useTrack(rider: WorkingRider | undefined, apiKey: string): readonly Location[] {
  const [known, setKnown] = useState<KnownTrack>()
  const riderId = rider?.riderId
  const fix = rider?.fix

  useEffect(() => {
    if (riderId === undefined) return
    const over = new AbortController()
    // Wider than a track: the clock of this device may be minutes off.
    const now = Date.now()
    const path = `/v1/analytics/riders/${encodeURIComponent(riderId)}/track?from=${now - 2 * TRACK_MS}&to=${now + TRACK_MS}`
    askWith(apiKey)(path, { signal: over.signal })
      .then((response): Promise<Track> => response.json())
      .then(
        ({ locations }) => setKnown((before) => withMore(before, riderId, locations)),
        () => {},
      )
    return () => over.abort()
  }, [riderId, apiKey])

  useEffect(() => {
    if (riderId !== undefined && fix !== undefined) setKnown((before) => withMore(before, riderId, [fix]))
  }, [riderId, fix])

  return known?.riderId === riderId ? (known?.fixes ?? nothing) : nothing
}

function withMore(before: KnownTrack | undefined, riderId: string, more: readonly Location[]): KnownTrack {
  return { riderId, fixes: joinedTracks(before?.riderId === riderId ? before.fixes : nothing, more) }
}
