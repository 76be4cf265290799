import { commaSeparated, type TrackFormat } from './format.ts'

export const json: TrackFormat = {
  mediaType: 'application/json',
  async *write(pages) {
    yield '{"locations":['
    yield* commaSeparated(pages, (location) => JSON.stringify(location))
    yield ']}'
  },
}
