import { distanceInMetres } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { firstGpsError, type GpsError, nextGpsError, observed } from './gps-noise.ts'
import { createRandom } from './random.ts'

const truth = { lat: 60.17, lon: 24.94 }

/** The errors of many phones, second by second. */
function errors(phones: number, seconds: number): GpsError[][] {
  return Array.from({ length: phones }, (_, phone) => {
    const random = createRandom(phone)
    const series = [firstGpsError(random)]
    for (let i = 1; i < seconds; i++)
      series.push(nextGpsError(series.at(-1) ?? firstGpsError(random), 1_000, random))
    return series
  })
}

const share = (values: readonly boolean[]) => values.filter(Boolean).length / values.length

describe('the error of a phone', () => {
  it('is honest: 68 % of its positions lie within the accuracy that it reports', () => {
    const within = errors(200, 200)
      .flat()
      .map((error) => distanceInMetres(truth, observed(truth, error)) <= error.accuracyM)
    expect(share(within)).toBeGreaterThan(0.65)
    expect(share(within)).toBeLessThan(0.71)
  })

  it('reports an accuracy of 4 to 15 m', () => {
    for (const { accuracyM } of errors(20, 500).flat()) {
      expect(accuracyM).toBeGreaterThanOrEqual(4)
      expect(accuracyM).toBeLessThanOrEqual(15)
    }
  })

  it('wanders: a second later it is almost the same, a minute later it is another', () => {
    const series = errors(200, 120)
    const correlation = (lag: number) => {
      const pairs = series.flatMap((phone) =>
        phone.slice(lag).map((error, i) => error.east * (phone[i]?.east ?? 0)),
      )
      return pairs.reduce((sum, product) => sum + product, 0) / pairs.length
    }
    expect(correlation(1)).toBeGreaterThan(0.85)
    expect(Math.abs(correlation(60))).toBeLessThan(0.15)
  })
})
