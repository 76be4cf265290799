import { expect, it } from 'vitest'
import { trackFormats } from '../track/formats.ts'
import { negotiate } from './negotiate.ts'

const offered = trackFormats.map(({ mediaType }) => mediaType)

it.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/gpx+xml', 'application/gpx+xml'],
  ['text/*', 'text/csv'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
  ['text/csv;q=0.5, application/geo+json', 'application/geo+json'],
  ['application/geo+json;q=0.5, text/csv;q=0.9', 'text/csv'],
  ['*/*, application/json;q=0', 'application/geo+json'],
  ['Application/GPX+XML; charset=utf-8', 'application/gpx+xml'],
  ['application/*;q=0.2, text/csv;q=0.1', 'application/json'],
  ['image/png', undefined],
  ['text/csv;q=0', undefined],
  ['', undefined],
])('Accept: %s is answered with %s', (accept, mediaType) => {
  expect(negotiate(accept, offered)).toBe(mediaType)
})
