import { rejectCodes, type UnusableCode } from '@doorstep/contracts'
import type { Metrics } from '@doorstep/runtime'
import { Counter, Histogram } from 'prom-client'
import type { TakeLocations, Taken } from './handler.ts'

/** Seconds, from an idle broker on the same machine to the deadline of the publisher. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** What is left of a report while Kafka writes it. */
interface Asked {
  readonly began: number
  readonly count: number
  readonly unusable: readonly UnusableCode[]
}

/** Counts what is taken and refused, and how long phones wait for their answer. */
export function metered(take: TakeLocations, metrics: Metrics): TakeLocations {
  const outcome = new Counter({
    name: 'doorstep_ingest_locations_total',
    help: 'Locations answered, by outcome: accepted, the code of the refusal, or failed (to be sent again).',
    labelNames: ['outcome'],
    registers: [metrics],
  })
  const ackDuration = new Histogram({
    name: 'doorstep_ingest_ack_duration_seconds',
    help: 'From a valid report to the acknowledgement of all in-sync replicas.',
    buckets,
    registers: [metrics],
  })
  const outcomes = ['accepted', 'failed', ...rejectCodes]
  const counted = Object.fromEntries(outcomes.map((name) => [name, outcome.labels(name)]))

  async function answered(taking: Promise<Taken>, { began, count, unusable }: Asked): Promise<Taken> {
    try {
      const taken = await taking
      ackDuration.observe((performance.now() - began) / 1000)
      if (taken.accepted > 0) counted.accepted?.inc(taken.accepted)
      for (const { code } of taken.rejected) counted[code]?.inc()
      for (const code of unusable) counted[code]?.inc()
      return taken
    } catch (error) {
      counted.failed?.inc(count)
      throw error
    }
  }

  return (report) => {
    const { locations, unusable = [] } = report
    const asked = { began: performance.now(), count: locations.length, unusable }
    return answered(Promise.try(take, report), asked)
  }
}
