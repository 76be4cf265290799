import type { Location } from '@doorstep/contracts'
import { decimal, type TrackFormat } from './format.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** GPX 1.1: one track with one segment. */
export const gpx: TrackFormat = {
  mediaType: 'application/gpx+xml',
  async *write(pages, title) {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gpx version="1.1" creator="Doorstep" xmlns="http://www.topografix.com/GPX/1/1">\n'
    yield `<trk><name>${escaped(title)}</name><trkseg>\n`
    for await (const page of pages) yield page.map(point).join('')
    yield '</trkseg></trk>\n</gpx>\n'
  },
}

function point({ lat, lon, altitudeM, recordedAt }: Location): string {
  const ele = altitudeM === undefined ? '' : `<ele>${decimal(altitudeM)}</ele>`
  const time = `<time>${new Date(recordedAt).toISOString()}</time>`
  return `<trkpt lat="${decimal(lat)}" lon="${decimal(westOf180(lon))}">${ele}${time}</trkpt>\n`
}

/** The schema knows the 180th meridian only as -180. */
function westOf180(lon: number): number {
  return lon === 180 ? -180 : lon
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
}
