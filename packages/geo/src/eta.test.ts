import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { etaBand } from './eta.ts'

const metres = fc.double({ min: 0, max: 20_000, noNaN: true })
const speed = fc.double({ min: 0, max: 40, noNaN: true })
const width = (band: { earliestMs: number; latestMs: number }) => band.latestMs - band.earliestMs

describe('etaBand', () => {
  it('is 3 to 4 minutes for a kilometre at 5 m/s', () => {
    expect(etaBand({ remainingM: 1000, speedMps: 5 })).toEqual({ earliestMs: 176_000, latestMs: 229_000 })
  })

  it('goes by a typical speed until one was observed', () => {
    expect(etaBand({ remainingM: 1000 })).toEqual(etaBand({ remainingM: 1000, speedMps: 4.5 }))
  })

  it.each([
    ['a rider who stands is expected to go on', 0, 2],
    ['a fix that flies is not believed', 30, 9],
  ])('%s', (_rule, observed, taken) => {
    expect(etaBand({ remainingM: 1000, speedMps: observed })).toEqual(
      etaBand({ remainingM: 1000, speedMps: taken }),
    )
  })

  it('holds the plain answer, way by speed and a stop at the door, for a speed that is believed', () => {
    fc.assert(
      fc.property(metres, fc.double({ min: 2, max: 9, noNaN: true }), (remainingM, speedMps) => {
        const band = etaBand({ remainingM, speedMps })
        const plainMs = (remainingM / speedMps) * 1000 + 2_500
        expect(band.earliestMs).toBeLessThanOrEqual(plainMs)
        expect(band.latestMs).toBeGreaterThan(plainMs)
      }),
    )
  })

  it('neither comes sooner nor gets narrower with more way to go', () => {
    fc.assert(
      fc.property(metres, metres, speed, (a, b, speedMps) => {
        const near = etaBand({ remainingM: Math.min(a, b), speedMps })
        const far = etaBand({ remainingM: Math.max(a, b), speedMps })
        expect(near.earliestMs).toBeLessThanOrEqual(far.earliestMs)
        expect(near.latestMs).toBeLessThanOrEqual(far.latestMs)
        expect(width(near)).toBeLessThanOrEqual(width(far) + 30_000)
      }),
    )
  })

  it('says no more than a second', () => {
    fc.assert(
      fc.property(metres, speed, (remainingM, speedMps) => {
        const { earliestMs, latestMs } = etaBand({ remainingM, speedMps })
        expect([earliestMs % 1_000, latestMs % 1_000]).toEqual([0, 0])
      }),
    )
  })
})
