/** Nobody is to be further behind than 2 s; what is sent last comes on top. */
const BEHIND_BY_MS = 1_500

/** What a network of 2 KB/s carries in that time. */
const LEAST_BYTES = 2 * BEHIND_BY_MS

/** Some hundred positions: at a few a second, as many as there ever are, who takes them this fast is never behind. */
const MOST_BYTES = 32 * 1024

/** The answer of who is fast is there before the last quarter is full, and each one costs both sides a packet. */
const ASK_AT = 0.75

/**
 * How much is under way to one client. The kernel takes far more than a slow network carries, so only the client can tell
 * what has arrived: it is asked when most of what may be under way is. As much may be as arrives in a second and a half, by the
 * last answer: what was sent, over the time from the first of it to the answer.
 *
 * Plain numbers, in whole milliseconds, as this is read for each frame and socket.
 */
export interface Flow {
  mayBeUnderWay: number
  isAsked: boolean
  /** What the client was asked about, and when the first of it was sent. */
  askedBytes: number
  askedSince: number
  /** Sent since the client was asked last, and since when. */
  bytes: number
  since: number
}

export function createFlow(): Flow {
  return { mayBeUnderWay: LEAST_BYTES, isAsked: false, askedBytes: 0, askedSince: 0, bytes: 0, since: 0 }
}

export function underWayBytes(flow: Flow): number {
  return flow.askedBytes + flow.bytes
}

/** As much is under way as may be: what can wait should. */
export function isFull(flow: Flow): boolean {
  return underWayBytes(flow) >= flow.mayBeUnderWay
}

/** Takes note of what is sent. True: the client is to be asked after it. */
export function noteSent(flow: Flow, bytes: number, now: () => number): boolean {
  if (flow.bytes === 0) flow.since = Math.round(now())
  flow.bytes += bytes
  return askInTime(flow)
}

/** The client has answered: what was sent before it was asked has arrived. True: it is to be asked again. */
export function noteAnswer(flow: Flow, now: () => number): boolean {
  if (!flow.isAsked) return false
  const bytesAMs = flow.askedBytes / Math.max(1, Math.round(now()) - flow.askedSince)
  flow.mayBeUnderWay = Math.round(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytesAMs * BEHIND_BY_MS)))
  flow.isAsked = false
  flow.askedBytes = 0
  return askInTime(flow)
}

function askInTime(flow: Flow): boolean {
  if (flow.isAsked || flow.bytes < flow.mayBeUnderWay * ASK_AT) return false
  flow.isAsked = true
  flow.askedBytes = flow.bytes
  flow.askedSince = flow.since
  flow.bytes = 0
  return true
}
