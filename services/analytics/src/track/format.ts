import type { Location } from '@doorstep/contracts'

/** A track in event time, in pieces, none of them empty. */
export type TrackPages = AsyncIterable<readonly Location[]>

/** One way to write a track down, piece by piece: what it holds in memory does not grow with the track. */
export interface TrackFormat {
  readonly mediaType: string
  write(pages: TrackPages, title: string): AsyncGenerator<string>
}

/** The items of all pages with commas between them, as JSON wants them. */
export async function* commaSeparated(
  pages: TrackPages,
  itemOf: (location: Location) => string,
): AsyncGenerator<string> {
  let separator = ''
  for await (const page of pages) {
    yield separator + page.map(itemOf).join(',')
    separator = ','
  }
}

/** A number in digits only: XML Schema's decimal knows no exponent. A tenth of a millimetre is enough. */
export function decimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(9) : text
}
