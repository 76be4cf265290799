import { describe, expect, it } from 'vitest'
import { contrast } from '../design/contrast.ts'
import { palettes } from './palette.ts'

/** WCAG 2.2 AA: of text, and of what has to be seen to understand a picture. axe sees no canvas. */
const TEXT = 4.5
const PICTURE = 3

describe.each(Object.entries(palettes))('on the %s map', (_theme, palette) => {
  it.each(['label', 'placeLabel'] as const)('a %s can be read on its halo', (label) => {
    expect(contrast(palette[label], palette.halo)).toBeGreaterThanOrEqual(TEXT)
  })

  it.each(['ground', 'water', 'green', 'square', 'building', 'street'] as const)(
    'the route and what was reported stand out from the %s',
    (ground) => {
      expect(contrast(palette.route, palette[ground])).toBeGreaterThanOrEqual(PICTURE)
      expect(contrast(palette.reported, palette[ground])).toBeGreaterThanOrEqual(PICTURE)
    },
  )

  it('what is travelled is fainter than what is ahead', () => {
    expect(contrast(palette.travelled, palette.street)).toBeLessThan(contrast(palette.route, palette.street))
  })
})
