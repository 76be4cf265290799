import { setTimeout as delay } from 'node:timers/promises'
import type {
  IngestAnswer,
  LiveMessage,
  NotificationMessage,
  Position,
  PositionMessage,
} from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { type Api, apiOf, CheckError } from './check/api.ts'
import { openSocket } from './check/socket.ts'
import { openReceiver } from './check/webhook-receiver.ts'
import type { System } from './system.ts'

/** Where the fix was seen, and how long after the phone posted it; `ms` is undefined if it never was. */
export interface Hop {
  readonly name: string
  readonly ms: number | undefined
}

const HOP_TIMEOUT_MS = 10_000

/** As phones do. The ride between the two places is one that a bicycle can make in that time. */
const REPORT_EVERY_MS = 1_000

/** Within 300 m, the accuracy of 5 m added: the second such fix, some seconds after the first, notifies. */
const CERTAINLY_NEAR_METRES = 290
/** This close to the limit a fix decides nothing. */
const PERHAPS_NEAR_METRES = 298
const NEAR_FOR_LONG_MS = 4_500

const pickup = { lat: 60.16985, lon: 24.93845, address: 'Check kitchen' }
const dropoff = { lat: 60.1733, lon: 24.9481, address: 'Check street 1' }

/** Follows one fix from a phone to a socket, a row and a notification, through the public API only. */
export async function check({
  origin,
  secrets,
}: Pick<System, 'origin' | 'secrets'>): Promise<readonly Hop[]> {
  const apiKey = secrets.DOORSTEP_API_KEY
  const call = apiOf(origin)
  const receiver = await openReceiver(secrets.WEBHOOK_SECRET)
  const { deliveryId, trackingToken, riderId, riderKey } = await deliveryAssigned(call, apiKey, receiver.url)
  const socket = await openSocket(origin, trackingToken)
  const setStatus = (status: string) =>
    call('POST', `/v1/deliveries/${deliveryId}/status`, riderKey, { status })
  try {
    await setStatus('picked-up')
    await within(receiver.first('delivery.picked-up'))
    const shown = within(socket.first(isPositionOf(0)))
    const report = (metresAway: number, recordedAt: number) =>
      reportAccepted(call, riderKey, { ...destinationPoint(dropoff, 225, metresAway), recordedAt })
    await report(CERTAINLY_NEAR_METRES, Date.now())
    await delay(REPORT_EVERY_MS)
    const nearForLong = delay(NEAR_FOR_LONG_MS)
    await reportUntil(Promise.all([shown, nearForLong]), () => report(PERHAPS_NEAR_METRES, Date.now()))

    const recordedAt = Date.now()
    const row = within(firstRow(call, apiKey, riderId, recordedAt))
    const postedAt = performance.now()
    const since = (seenAt: number | undefined) => seenAt && seenAt - postedAt
    await report(CERTAINLY_NEAR_METRES, recordedAt)
    const ackedAt = performance.now()
    const position = await within(socket.first(isPositionOf(recordedAt)))
    const webhook = await within(receiver.first('delivery.approaching'))
    const notice = await within(socket.first(isApproaching))
    const at = position && `delivery-location ${position.message.cursor}`

    return [
      { name: 'phone → ingest → Kafka, every in-sync replica has it', ms: since(ackedAt) },
      { name: `→ live → the customer's socket (${at})`, ms: since(position?.at) },
      { name: '→ analytics → a row that a query sees', ms: since(await row) },
      { name: '→ notifications → webhook, signature verified', ms: since(webhook) },
      { name: "→ notifications → live → notice on the customer's socket", ms: since(notice?.at) },
    ]
  } finally {
    await setStatus('delivered')
    socket.close()
    receiver.close()
  }
}

async function deliveryAssigned(call: Api, apiKey: string, webhookUrl: string) {
  const rider = await call<{ riderId: string; riderKey: string }>('POST', '/v1/riders', apiKey, {
    name: 'Check',
  })
  const body = { pickup, dropoff, webhook: { url: webhookUrl } }
  const delivery = await call<{ deliveryId: string; trackingToken: string }>(
    'POST',
    '/v1/deliveries',
    apiKey,
    body,
  )
  await call('POST', `/v1/deliveries/${delivery.deliveryId}/assign`, apiKey, { riderId: rider.riderId })
  return { ...rider, ...delivery }
}

/** The rider is on the road already: what is followed is any fix, not the first after a change of status. */
async function reportUntil(shown: Promise<unknown>, report: () => Promise<unknown>): Promise<void> {
  let isShown = false
  void shown.then(() => {
    isShown = true
  })
  while (!isShown) {
    await report()
    await delay(REPORT_EVERY_MS)
  }
}

async function reportAccepted(
  call: Api,
  riderKey: string,
  where: Position & { recordedAt: number },
): Promise<void> {
  const location = { ...where, accuracyM: 5, speedMps: 8 }
  const { rejected } = await call<IngestAnswer>('POST', '/v1/locations', riderKey, location)
  for (const { code } of rejected) throw new CheckError(`ingest refused the fix: ${code}`)
}

async function firstRow(
  call: Api,
  apiKey: string,
  riderId: string,
  recordedAt: number,
): Promise<number | undefined> {
  const deadline = Date.now() + HOP_TIMEOUT_MS
  while (Date.now() < deadline) {
    const path = `/v1/analytics/riders/${riderId}?from=${recordedAt}&to=${recordedAt + 1}`
    if ((await call<{ fixes: number }>('GET', path, apiKey)).fixes > 0) return performance.now()
    await delay(5)
  }
  return undefined
}

async function within<T>(answer: Promise<T>): Promise<T | undefined> {
  return Promise.race([answer, delay(HOP_TIMEOUT_MS, undefined, { ref: false })])
}

const isPositionOf =
  (recordedAt: number) =>
  (message: LiveMessage): message is PositionMessage =>
    message.type === 'position' && message.recordedAt >= recordedAt
const isApproaching = (message: LiveMessage): message is NotificationMessage =>
  message.type === 'notification' && message.kind === 'approaching'
