import { check } from 'k6'
import exec from 'k6/execution'
import { Counter, Trend } from 'k6/metrics'
import type { Options } from 'k6/options'
import { setTimeout } from 'k6/timers'
import { WebSocket } from 'k6/websockets'
import { createRide, locationOf, origin, post, type TrackedRide } from './api.ts'

const RIDES = Number(__ENV.RIDES ?? 50)
const WATCHERS = Number(__ENV.WATCHERS ?? 500)
const SECONDS = Number(__ENV.SECONDS ?? 60)

/** From the phone's clock to the frame: both are this machine's. */
const fixToFrame = new Trend('fix_to_frame', true)
const wentBack = new Counter('went_back')
const closedEarly = new Counter('closed_early')
const frames = new Counter('frames')

export const options: Options = {
  scenarios: {
    watchers: {
      executor: 'per-vu-iterations',
      exec: 'watch',
      vus: WATCHERS,
      iterations: 1,
      maxDuration: `${SECONDS + 30}s`,
    },
    riders: {
      executor: 'constant-arrival-rate',
      exec: 'ride',
      rate: RIDES,
      timeUnit: '1s',
      duration: `${SECONDS}s`,
      startTime: '5s',
      preAllocatedVUs: RIDES,
    },
  },
  thresholds: {
    'http_req_failed{scenario:riders}': ['rate==0'],
    fix_to_frame: ['p(99)<200'],
    went_back: ['count==0'],
    closed_early: ['count==0'],
    checks: ['rate==1'],
  },
  summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max'],
}

export function setup(): TrackedRide[] {
  return Array.from({ length: RIDES }, createRide)
}

export function ride(rides: TrackedRide[]): void {
  const index = exec.scenario.iterationInTest % rides.length
  const rider = rides[index]
  if (rider === undefined) return
  const response = post('/v1/locations', rider.riderKey, locationOf(index, Date.now()))
  check(response, { 'fix accepted': (answer) => answer.status === 202 })
}

/** One customer: joins, sees each new position once and never an older one after a newer. */
export function watch(rides: TrackedRide[]): void {
  const ride = rides[exec.vu.idInTest % rides.length]
  if (ride === undefined) return
  const url = `${origin.replace('http', 'ws')}/v1/track/${ride.trackingToken}/stream`
  const socket = new WebSocket(url, null, { headers: { 'Sec-WebSocket-Protocol': 'doorstep.v1' } })
  let newest = 0
  let snapshots = 0
  let done = false

  socket.addEventListener('open', () => {
    setTimeout(
      () => {
        done = true
        check(snapshots, { 'began with a snapshot': (count) => count > 0 })
        socket.close()
      },
      (SECONDS + 5) * 1000,
    )
  })
  socket.addEventListener('close', () => {
    if (!done) closedEarly.add(1)
  })
  socket.addEventListener('message', (event) => {
    const message = 'data' in event ? JSON.parse(String(event.data)) : {}
    if (message.type === 'snapshot') snapshots++
    if (message.type !== 'position') return
    frames.add(1)
    fixToFrame.add(Date.now() - message.recordedAt)
    if (message.recordedAt <= newest) wentBack.add(1)
    newest = message.recordedAt
  })
}
