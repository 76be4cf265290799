import type { Location } from '@doorstep/contracts'
import type { TrackFormat } from './format.ts'

/** Numbers and booleans only, so nothing that would need quoting. */
const columns = [
  'recordedAt',
  'lat',
  'lon',
  'accuracyM',
  'speedMps',
  'bearingDeg',
  'altitudeM',
  'batteryPct',
  'charging',
] as const satisfies readonly (keyof Location)[]

/** RFC 4180, with a header. What a phone did not say is empty. */
export const csv: TrackFormat = {
  mediaType: 'text/csv',
  async *write(pages) {
    yield `${columns.join(',')}\r\n`
    for await (const page of pages) yield page.map(line).join('')
  },
}

function line(location: Location): string {
  return `${columns.map((column) => location[column] ?? '').join(',')}\r\n`
}
