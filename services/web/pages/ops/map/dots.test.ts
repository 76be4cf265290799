import { expect, it } from 'vitest'
import { listingOf } from '../list/listing.ts'
import { aFixOf, aRider, MINUTE_MS, NOW } from '../standing/a-rider.ts'
import { nothingHeard } from '../stream/operations-view.ts'
import { dotsOf } from './dots.ts'

const { fix: _fix, ...nowhere } = aRider({ riderId: 'nowhere' })
const riders = [
  aRider({ riderId: 'live' }),
  aRider({ riderId: 'aged', fix: aFixOf(20_000) }),
  aRider({ riderId: 'silent', fix: aFixOf(MINUTE_MS) }),
  nowhere,
]
const view = { ...nothingHeard, riders: new Map(riders.map((rider) => [rider.riderId, rider])) }

function drawn(text: string, selectedId?: string) {
  const dots = dotsOf(listingOf(view, { filter: 'all', text, now: NOW }), selectedId)
  return dots.map(({ riderId, look, glides, opacity }) => [riderId, look, glides, opacity])
}

it('only the live move, the aged are fainter, the silent are hollow and as plain as any; who is nowhere is not drawn', () => {
  expect(drawn('')).toEqual([
    ['live', 'carrying', true, 1],
    ['aged', 'carrying', false, 0.6],
    ['silent', 'silent', false, 1],
  ])
})

it('who is not looked for stays, hardly to be seen', () => {
  expect(drawn('live').map(([, , , opacity]) => opacity)).toEqual([1, 0.16 * 0.6, 0.16])
})

it('one who is looked at is drawn alone, and so is who is not looked for', () => {
  const alone = (text: string, selectedId?: string) =>
    dotsOf(listingOf(view, { filter: 'all', text, now: NOW }), selectedId).map(({ gathers }) => !gathers)
  expect(alone('', 'aged')).toEqual([false, true, false])
  expect(alone('live')).toEqual([false, true, true])
})

it('one who is looked at is before all others, but those who stand out', () => {
  expect(drawn('', 'aged').map(([, , , opacity]) => opacity)).toEqual([0.4, 0.6, 1])
})
