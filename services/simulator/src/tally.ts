import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge } from 'prom-client'

/** What became of a fix: durable, refused by a rule, refused as a request, or pushed out of a full queue. */
export type FixOutcome = 'accepted' | 'rejected' | 'refused' | 'overflowed'
type DeliveryOutcome = 'delivered' | 'abandoned'

/** What the riders count. */
export interface Tally {
  fixes(outcome: FixOutcome, count: number): void
  queued(change: number): void
  deliveries(outcome: DeliveryOutcome): void
  onTheRoad(change: number): void
}

export function createTally(metrics: Metrics): Tally {
  const registers = [metrics]
  const fixes = new Counter({
    name: 'doorstep_simulator_fixes_total',
    help: 'Positions that riders recorded, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const queued = new Gauge({
    name: 'doorstep_simulator_queued_fixes',
    help: 'Positions that wait on the phones to be sent.',
    registers,
  })
  const deliveries = new Counter({
    name: 'doorstep_simulator_deliveries_total',
    help: 'Orders that came to their end.',
    labelNames: ['outcome'],
    registers,
  })
  const riders = new Gauge({
    name: 'doorstep_simulator_riders',
    help: 'Riders on the road.',
    registers,
  })
  return {
    fixes: (outcome, count) => fixes.inc({ outcome }, count),
    queued: (change) => queued.inc(change),
    deliveries: (outcome) => deliveries.inc({ outcome }),
    onTheRoad: (change) => riders.inc(change),
  }
}
