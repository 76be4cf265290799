import { describe, expect, it } from 'vitest'
import { contrast } from '../../design/contrast.ts'
import { palettes } from '../../map/palette.ts'
import { looks, pointsAWay, styleOf } from './rider-look.ts'

describe.each(['light', 'dark'] as const)('on the %s map', (theme) => {
  it.each(looks)('%s can be told from the streets, as WCAG asks of a picture', (look) => {
    expect(contrast(styleOf(look, theme).stroke, palettes[theme].street)).toBeGreaterThanOrEqual(3)
  })

  it('only a disc is turned the way its rider goes', () => {
    for (const look of looks) expect(pointsAWay(look)).toBe(styleOf(look, theme).shape === 'disc')
  })

  it('those that must not be overlooked differ by shape', () => {
    const urgent = ['off-route', 'silent', 'late'] as const
    expect(new Set(urgent.map((look) => styleOf(look, theme).shape)).size).toBe(urgent.length)
  })
})
