import { check } from 'k6'
import exec from 'k6/execution'
import type { Options } from 'k6/options'
import { createRider, locationOf, post, type Rider } from './api.ts'

/** Fixes a second at the end of the ramp; an open model: late answers do not slow the phones down. */
const RATE = Number(__ENV.RATE ?? 1000)
const RIDERS = Number(__ENV.RIDERS ?? 500)
const SECONDS = Number(__ENV.SECONDS ?? 60)

export const options: Options = {
  scenarios: {
    phones: {
      executor: 'ramping-arrival-rate',
      startRate: RATE / 10,
      timeUnit: '1s',
      preAllocatedVUs: 100,
      maxVUs: 500,
      stages: [
        { target: RATE, duration: '10s' },
        { target: RATE, duration: `${SECONDS}s` },
      ],
    },
  },
  thresholds: {
    'http_req_failed{scenario:phones}': ['rate==0'],
    'http_req_duration{scenario:phones}': ['p(99)<250'],
    checks: ['rate==1'],
    dropped_iterations: ['count==0'],
  },
  summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max'],
}

export function setup(): Rider[] {
  return Array.from({ length: RIDERS }, createRider)
}

/** Every fix must be accepted, and none is sent twice: a rider's clock goes on by one a turn. */
export default function report(riders: Rider[]): void {
  const turn = exec.scenario.iterationInTest
  const index = turn % riders.length
  const rider = riders[index]
  if (rider === undefined) return
  const response = post('/v1/locations', rider.riderKey, locationOf(index, Date.now()))
  check(response, {
    'accepted, not refused': (answer) => answer.status === 202 && answer.json('accepted') === 1,
  })
}
