import type { Location } from '@doorstep/contracts'
import { commaSeparated, type TrackFormat } from './format.ts'

/**
 * RFC 7946: one Feature, a LineString with the time of each position in `properties.times`, Unix milliseconds. Times
 * follow the positions, so they are remembered until then: eight bytes a fix, the one thing here that grows.
 */
export const geojson: TrackFormat = {
  mediaType: 'application/geo+json',
  async *write(pages, title) {
    const times: number[] = []
    let last = ''
    yield '{"type":"Feature","geometry":{"type":"LineString","coordinates":['
    yield* commaSeparated(pages, (location) => {
      times.push(location.recordedAt)
      last = positionOf(location)
      return last
    })
    if (times.length === 1) {
      // A line has two ends.
      times.push(...times)
      yield `,${last}`
    }
    yield `]},"properties":${JSON.stringify({ title, times })}}`
  },
}

function positionOf({ lat, lon, altitudeM }: Location): string {
  return JSON.stringify(altitudeM === undefined ? [lon, lat] : [lon, lat, altitudeM])
}
