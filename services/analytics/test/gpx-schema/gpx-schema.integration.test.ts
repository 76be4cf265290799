import type { Location } from '@doorstep/contracts'
import { pythonWith } from '@doorstep/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gpx } from '../../src/track/gpx.ts'

const TRACKS = 100

const somewhere = (most: number) =>
  fc.oneof(fc.double({ min: -most, max: most, noNaN: true }), fc.constantFrom(-most, 0, -0, 1e-12, most))

const aLocation: fc.Arbitrary<Location> = fc.record(
  {
    lat: somewhere(90),
    lon: somewhere(180),
    recordedAt: fc.integer({ min: 0, max: Date.parse('2100-01-01') }),
    altitudeM: somewhere(10_000),
    accuracyM: fc.double({ min: 0, max: 10_000, noNaN: true }),
  },
  { requiredKeys: ['lat', 'lon', 'recordedAt'] },
)

async function written(locations: readonly Location[], title: string): Promise<string> {
  async function* pages() {
    if (locations.length > 0) yield locations
  }
  return (await Array.fromAsync(gpx.write(pages(), title))).join('')
}

it('any track is valid GPX by the schema of its author', async (test) => {
  const python = await pythonWith(new URL('requirements.txt', import.meta.url))
  if ('missing' in python) return test.skip(`Python's xmlschema is not here: ${python.missing}`)

  const tracks = fc.sample(
    fc.tuple(fc.array(aLocation, { maxLength: 20 }), fc.string({ unit: 'grapheme-ascii' })),
    TRACKS,
  )
  const texts = await Promise.all(tracks.map(([locations, title]) => written(locations, title)))
  const broken = texts[0]?.replace('version="1.1"', 'version="one"') ?? ''
  const input = [...texts, broken].map((text) => JSON.stringify(text))
  const verdicts = await python.lines(new URL('validate.py', import.meta.url), input)
  expect(verdicts.slice(0, TRACKS).filter((verdict) => verdict !== 'valid')).toEqual([])
  expect(verdicts).toHaveLength(TRACKS + 1)
  expect(verdicts.at(-1)).not.toBe('valid')
}, 180_000)
