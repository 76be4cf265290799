import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aRide, type Lagging, latAt } from '../test/a-ride.ts'

const steps = fc.array(
  fc.record({
    what: fc.constantFrom(
      'pickUp',
      'pickUp',
      'end',
      'putFirst',
      'record',
      'record',
      'record',
      'report',
      'report',
      'report',
      'look',
    ),
    which: fc.nat(100),
  }),
  { minLength: 10, maxLength: 60 },
)
const lagging = fc.constantFrom<Lagging>('projector', 'gateway', 'nobody')

it('where the rider was while another stop came first is never stored for, nor told to, the customer of a later one', async () => {
  const told = { exactly: 0, asCell: 0 }
  await fc.assert(
    fc.asyncProperty(lagging, steps, async (who, script) => {
      const ride = aRide(who)
      const recorded: number[] = []
      const pick = <Item>(items: readonly Item[], which: number) => items[which % items.length]
      for (const stop of ride.stops) await ride.look(stop)

      for (const { what, which } of script) {
        const now = ride.later()
        const stop = pick(ride.stops, which)
        if (stop === undefined) continue
        if (what === 'pickUp') ride.pickUp(stop)
        if (what === 'end') ride.end(stop)
        if (what === 'putFirst') ride.putFirst(stop)
        if (what === 'look') await ride.look(stop)
        if (what === 'record') recorded.push(now)
        // The newest, or one that was held up, or comes again.
        const reported = which % 2 === 0 ? recorded.at(-1) : pick(recorded, which)
        if (what === 'report' && reported !== undefined) await ride.reports(reported)
      }

      for (const stop of ride.stops) {
        const frames = JSON.stringify(stop.pages.map(({ received }) => received))
        const shown = ride.store.published.filter(({ deliveryId }) => deliveryId === stop.deliveryId)
        if (frames.includes('"cell"')) told.asCell += 1
        for (const recordedAt of recorded) {
          const coordinate = String(latAt(recordedAt))
          if (ride.wasNext(stop, recordedAt)) {
            if (frames.includes(coordinate)) told.exactly += 1
          } else {
            expect(frames).not.toContain(coordinate)
            // A projector that has not heard of the other stop cannot know; the gateway then does.
            if (who !== 'projector') expect(JSON.stringify(shown)).not.toContain(coordinate)
          }
        }
      }
    }),
    { numRuns: 500 },
  )
  expect(told.exactly).toBeGreaterThan(100)
  expect(told.asCell).toBeGreaterThan(100)
})
