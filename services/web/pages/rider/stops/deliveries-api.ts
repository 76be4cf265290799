import type { RiderDeliveries } from '@doorstep/contracts'
import { type Answer, get, post } from '../outbox/answer.ts'
import type { Kept } from '../outbox/kept-items.ts'
import type { StatusReport } from './stops.ts'
import type { DeliveriesApi } from './stops-board.ts'

/** Told this long after it happened, a report says when that was. Earlier, the server's clock is the better one. */
const LATE_MS = 5_000

/** With this rider's key. */
export function deliveriesApi(key: string): DeliveriesApi {
  return { load: () => loadDeliveries(key), report: (report) => postReport(key, report) }
}

async function loadDeliveries(key: string): Promise<Answer<RiderDeliveries>> {
  const answer = await get('/v1/riders/me/deliveries', key)
  if (answer.kind !== 'taken') return answer
  return isRiderDeliveries(answer.body)
    ? { kind: 'taken', body: answer.body }
    : { kind: 'later', retryAfterMs: 0 }
}

async function postReport(key: string, { at, item }: Kept<StatusReport>): Promise<Answer<unknown>> {
  const { deliveryId, status } = item
  const path = `/v1/deliveries/${encodeURIComponent(deliveryId)}/status`
  const isLate = Date.now() - at > LATE_MS
  const answer = await post(path, key, isLate ? { status, at } : { status })
  // A phone whose clock is wrong knows that it happened, though not when.
  const isClockWrong = answer.kind === 'refused' && answer.code.startsWith('AT_')
  return isClockWrong ? post(path, key, { status }) : answer
}

function isRiderDeliveries(body: unknown): body is RiderDeliveries {
  return typeof body === 'object' && body !== null && isList(body, 'deliveries') && isList(body, 'stops')
}

function isList(body: object, name: string): boolean {
  return Array.isArray(Reflect.get(body, name))
}
